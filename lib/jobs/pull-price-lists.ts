import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { db } from '#lib/platform/db.ts';
import { log } from '#lib/platform/log.ts';

const PULL_EVERY_MS = 6 * 60 * 60_000;

/** Pulls the price lists that are older than six hours; a failed pull is on the account's row and does not stop the others. */
export async function pullPriceLists(now: Date): Promise<{ done: number; more: boolean }> {
  const due = await db().upstreamAccount.findMany({
    where: { enabled: true, OR: [{ pulledAt: null }, { pulledAt: { lte: new Date(now.getTime() - PULL_EVERY_MS) } }] },
    take: 5,
    orderBy: { pulledAt: { sort: 'asc', nulls: 'first' } },
    select: { id: true, storeId: true },
  });
  for (const { id, storeId } of due) {
    await pullPriceList({ kind: 'system', storeId, job: 'price-lists' }, id, now).catch((error: unknown) => {
      log().warn({ err: error, account: id }, 'the price list could not be pulled');
    });
  }
  return { done: due.length, more: false };
}
