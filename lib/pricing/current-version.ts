import type { Tx } from '#lib/platform/db.ts';

/** The newest published list of a store with all its prices, by name and length; null when nothing was ever published. */
export function currentVersion(tx: Tx, storeId: string) {
  return tx.publishedPriceList.findFirst({
    where: { storeId },
    orderBy: { version: 'desc' },
    include: { prices: { orderBy: [{ name: 'asc' }, { productId: 'asc' }, { period: 'asc' }] } },
  });
}
