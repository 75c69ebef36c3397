import { AppError } from '#lib/domain/errors.ts';
import { formatRate, isStaleRate } from '#lib/domain/exchange-rate.ts';
import type { Tx } from '#lib/platform/db.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Refuses with `rate_stale` when one of the accounts converts by a rate that is too old, or by none (R15). */
export async function demandFreshRates(
  tx: Tx,
  store: { readonly currency: string },
  accountIds: readonly string[],
  now: Date,
): Promise<void> {
  const accounts = await tx.upstreamAccount.findMany({
    where: { id: { in: [...new Set(accountIds)] }, currency: { not: store.currency } },
    orderBy: { priority: 'asc' },
    select: { name: true, currency: true, exchangeRate: true, exchangeRateAt: true },
  });
  for (const { name, currency, exchangeRate, exchangeRateAt } of accounts) {
    if (exchangeRate === null || exchangeRateAt === null) {
      const message = `${name} sells in ${currency} and has no exchange rate. Set one for the account, then publish.`;
      throw new AppError('conflict', 'rate_stale', message);
    }
    if (!isStaleRate(exchangeRateAt, now)) continue;
    const days = Math.floor((now.getTime() - exchangeRateAt.getTime()) / DAY_MS);
    const rate = `1 ${currency} = ${formatRate(exchangeRate)} ${store.currency}`;
    const message = `The exchange rate of ${name}, ${rate}, was set ${days} days ago and is too old to publish by. Confirm or change it for the account, then publish.`;
    throw new AppError('conflict', 'rate_stale', message);
  }
}
