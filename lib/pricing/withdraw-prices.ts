import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { isBelowCost } from '#lib/domain/price.ts';
import type { Tx } from '#lib/platform/db.ts';
import { lockStorePrices, writeVersion } from './write-version.ts';

/**
 * Takes what must not be sold any more out of the published list: gone or inactive at the upstream, or below its cost now (R23).
 * Writes a version only where something has to go; all other retail prices stay. Gives the number of prices withdrawn.
 */
export async function withdrawPrices(tx: Tx, actor: Actor, now: Date): Promise<number> {
  const { storeId } = actor;
  await lockStorePrices(tx, storeId);
  const current = await tx.publishedPriceList.findFirst({
    where: { storeId },
    orderBy: { version: 'desc' },
    include: { prices: { orderBy: [{ productId: 'asc' }, { period: 'asc' }] } },
  });
  if (!current) return 0;
  const costs = await costsNow(
    tx,
    current.prices.map(({ productId }) => productId),
    current.currency,
  );
  const kept = current.prices.flatMap(({ publishedPriceListId: _list, createdAt: _at, markup, ...price }) => {
    const cost = costs.get(`${price.productId}:${price.period}`);
    return cost === undefined || isBelowCost(price.retail, cost) ? [] : [{ ...price, markup: markup ?? {}, cost }];
  });
  const withdrawn = current.prices.length - kept.length;
  if (withdrawn === 0) return 0;
  const keptKeys = new Set(kept.map(({ productId, period }) => `${productId}:${period}`));
  const gone = current.prices.filter(({ productId, period }) => !keptKeys.has(`${productId}:${period}`));
  const note = 'Withdrawn after a change of the price list';
  const version = await writeVersion(
    tx,
    { storeId, currency: current.currency, publishedBy: 'system', note, prices: kept },
    now,
  );
  await recordAudit(tx, actor, 'prices.withdrawn', storeId, {
    before: { version: current.version },
    after: { version, withdrawn: gone.map(({ name, period }) => ({ name, period })) },
  });
  return withdrawn;
}

/** Cost per "product:period" of what the upstream sells now. */
async function costsNow(tx: Tx, productIds: readonly string[], currency: string): Promise<ReadonlyMap<string, bigint>> {
  const products = await tx.product.findMany({
    where: { id: { in: [...new Set(productIds)] }, item: { vanishedAt: null, active: true } },
    select: { id: true, item: { select: { costs: { where: { currency }, select: { period: true, cost: true } } } } },
  });
  return new Map(
    products.flatMap(({ id, item }) => item.costs.map(({ period, cost }) => [`${id}:${period}`, cost] as const)),
  );
}
