import type { Prisma } from '#prisma/generated/client.ts';
import type { Tx } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { wake } from '#lib/platform/wake.ts';

/** Prices of a version that is about to be written. */
export type VersionPrice = Omit<Prisma.PublishedPriceCreateManyInput, 'publishedPriceListId' | 'createdAt'>;

/** Locks a store's price lists until the transaction ends, so that versions are written one after the other. */
export async function lockStorePrices(tx: Tx, storeId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM stores WHERE id = ${storeId} FOR NO KEY UPDATE`;
}

/** Writes the next version of a store's published list and tells every process. The caller holds `lockStorePrices`. */
export async function writeVersion(
  tx: Tx,
  list: { storeId: string; currency: string; publishedBy: string; note: string; prices: readonly VersionPrice[] },
  now: Date,
): Promise<number> {
  const { storeId, currency, publishedBy, note, prices } = list;
  const last = await tx.publishedPriceList.findFirst({
    where: { storeId },
    orderBy: { version: 'desc' },
    select: { version: true },
  });
  const id = newId('ppl');
  const version = (last?.version ?? 0) + 1;
  await tx.publishedPriceList.create({ data: { id, storeId, version, currency, publishedBy, note, createdAt: now } });
  await tx.publishedPrice.createMany({
    data: prices.map((price) => ({ ...price, publishedPriceListId: id, createdAt: now })),
  });
  await wake(tx, 'published');
  return version;
}
