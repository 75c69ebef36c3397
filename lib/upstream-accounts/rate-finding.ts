import { formatRate, isStaleRate } from '#lib/domain/exchange-rate.ts';
import type { Finding } from './finding.ts';
import { bad, good, warning } from './finding.ts';

type Rated = {
  readonly currency: string;
  readonly exchangeRate: bigint | null;
  readonly exchangeRateAt: Date | null;
  readonly store: { readonly currency: string };
};

const DAY_MS = 24 * 60 * 60_000;

/** Whether what the account costs can be counted in the store's currency, and how old the rate for it is (R15). */
export function rateFinding(account: Rated, now: Date): Finding {
  const { currency, exchangeRate, exchangeRateAt, store } = account;
  if (currency === store.currency) return good('currency', `Account and store both count in ${currency}.`);
  const differ = `The account counts in ${currency}, the store in ${store.currency}`;
  if (exchangeRate === null || exchangeRateAt === null) {
    return bad('currency', `${differ}, and no exchange rate is set.`, 'Set the exchange rate.');
  }
  const days = Math.floor((now.getTime() - exchangeRateAt.getTime()) / DAY_MS);
  const age = days === 0 ? 'today' : `${days} ${days === 1 ? 'day' : 'days'} ago`;
  const text = `${differ}: 1 ${currency} = ${formatRate(exchangeRate)} ${store.currency}, set ${age}.`;
  return isStaleRate(exchangeRateAt, now)
    ? warning('currency', `${text} No prices are published by a rate so old.`, 'Set the exchange rate of today.')
    : good('currency', text);
}
