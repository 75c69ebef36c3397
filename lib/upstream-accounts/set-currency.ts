import { recordAudit } from '#lib/audit/record-audit.ts';
import { recomputeCosts } from '#lib/catalogue/recompute-costs.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { withdrawPrices } from '#lib/pricing/withdraw-prices.ts';
import { auditFacts } from './audit-facts.ts';
import { lockAccount } from './lock-account.ts';
import type { AccountCurrency } from './settings.ts';
import { checkedCurrency } from './settings.ts';

/**
 * Sets what an account counts in, and its rate; the rate's age begins anew, also when the figure is the same. Costs are converted
 * anew at once, and what would now be sold below cost is withdrawn. The currency itself stays once there are prices or services in
 * it (`currency_used`).
 */
export async function setCurrency(actor: Actor, accountId: string, given: AccountCurrency, now: Date): Promise<void> {
  demand(actor, 'upstream:write');
  await db().$transaction(async (tx) => {
    const account = await lockAccount(tx, actor, accountId);
    const { currency, exchangeRate } = checkedCurrency(given, account.store.currency);
    if (currency !== account.currency && (await isUsed(tx, accountId))) {
      const message = `Prices or services of this account are in ${account.currency} already: add another account for ${currency}.`;
      throw new AppError('conflict', 'currency_used', message, 'currency');
    }
    const changed = await tx.upstreamAccount.update({
      where: { id: accountId },
      data: {
        currency,
        exchangeRate,
        exchangeRateAt: exchangeRate === null ? null : now,
        // A balance in another currency says nothing any more.
        ...(currency === account.currency ? {} : { balance: null, balanceAt: null }),
      },
    });
    await recordAudit(tx, actor, 'upstream.currency_set', accountId, {
      before: auditFacts(account),
      after: auditFacts(changed),
    });
    if (exchangeRate === account.exchangeRate) return;
    await recomputeCosts(tx, accountId, now);
    await withdrawPrices(tx, actor, now);
  });
}

async function isUsed(tx: Tx, upstreamAccountId: string): Promise<boolean> {
  const [item, service, ordered] = [
    await tx.priceListItem.findFirst({ where: { upstreamAccountId }, select: { id: true } }),
    await tx.service.findFirst({ where: { upstreamAccountId }, select: { id: true } }),
    await tx.orderItem.findFirst({ where: { upstreamAccountId }, select: { id: true } }),
  ];
  return [item, service, ordered].some((row) => row !== null);
}
