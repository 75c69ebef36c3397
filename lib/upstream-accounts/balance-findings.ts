import { isCurable } from '#lib/domain/fulfilment.ts';
import { formatAmount, PAGE_LOCALE } from '#lib/format.ts';
import type { ReadOutcome } from '#lib/gateways/upstream/outcome.ts';
import type { UpstreamBalance } from '#lib/gateways/upstream/read-balance.ts';
import type { Finding } from './finding.ts';
import { bad, good, warning } from './finding.ts';

type Account = { readonly currency: string; readonly minimalBalance: bigint };

/** Reads what the supplier told of the balance: whether it told, in which currency, and whether it is enough for new orders. */
export function balanceFindings(answer: ReadOutcome<UpstreamBalance>, account: Account): readonly Finding[] {
  if (!answer.ok) {
    const cause = answer.message || 'no usable answer';
    const cure = isCurable(answer.reason)
      ? 'Ask the supplier to let this login call subaccount, dashboard.info or whoami.'
      : 'Check again in a while; if it stays, ask the supplier.';
    return [warning('balance', `The balance cannot be read, so nothing watches it: ${cause}.`, cure)];
  }
  const { amount, currency, place, enoughMoneyTo } = answer.value;
  if (currency !== null && currency !== account.currency) return [otherCurrency(currency, account.currency)];
  const shown = formatAmount(amount, account.currency, PAGE_LOCALE);
  if (amount < account.minimalBalance) {
    const minimal = formatAmount(account.minimalBalance, account.currency, PAGE_LOCALE);
    return [
      bad(
        'balance',
        `The balance is ${shown}, below the minimal balance of ${minimal}: the account takes no new orders, renewals go on.`,
        'Top the account up at the supplier. If you buy on credit, set a minimal balance below zero.',
      ),
    ];
  }
  const lasts = enoughMoneyTo === null ? '' : ` The supplier reckons that it lasts until ${enoughMoneyTo}.`;
  return [good('balance', `The balance is ${shown}, told by ${place}.${lasts}`)];
}

/** The finding for amounts that come in another currency than the account's. */
export function otherCurrency(told: string, kept: string): Finding {
  return bad(
    'currency',
    `The supplier counts in ${told}, but this account is set to ${kept}: its price list and balance are refused.`,
    `Set the currency of this account to ${told}, with an exchange rate if the store sells in another.`,
  );
}
