import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { isBelowCost } from '#lib/domain/price.ts';
import type { Tx } from '#lib/platform/db.ts';
import type { ListedAddon } from './addons.ts';
import { readListedAddons, readPublishedAddons, writePublishedAddons } from './addons.ts';
import { carryAddons } from './carry-addons.ts';
import { lockStorePrices, writeVersion } from './write-version.ts';

/**
 * Takes what must not be sold any more out of the published list: gone or inactive at the upstream, or below its cost now (R23),
 * and add-ons likewise. Writes a version only where something has to go; all other retail prices stay. Gives the number of prices
 * withdrawn, or sold with fewer add-ons.
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
  const judged = current.prices.map(({ publishedPriceListId: _list, createdAt: _at, markup, ...price }) => {
    const present = costs.get(`${price.productId}:${price.period}`);
    const carried =
      present && !isBelowCost(price.retail, present.cost)
        ? carryAddons(readPublishedAddons(price.addons), present.addons, price.period)
        : null;
    if (!present || carried === null) return { price, kept: null, isLess: true };
    const addons = writePublishedAddons(carried.addons);
    return { price, kept: { ...price, markup: markup ?? {}, cost: present.cost, addons }, isLess: carried.narrower };
  });
  const less = judged.filter(({ isLess }) => isLess);
  if (less.length === 0) return 0;
  const prices = judged.flatMap(({ kept }) => kept ?? []);
  const note = 'Withdrawn after a change of the price list';
  const version = await writeVersion(
    tx,
    { storeId, currency: current.currency, publishedBy: 'system', note, prices },
    now,
  );
  await recordAudit(tx, actor, 'prices.withdrawn', storeId, {
    before: { version: current.version },
    after: {
      version,
      withdrawn: less.map(({ price, kept }) => ({
        name: price.name,
        period: price.period,
        ...(kept === null ? {} : { only: 'add-ons' }),
      })),
    },
  });
  return less.length;
}

type CostNow = { readonly cost: bigint; readonly addons: readonly ListedAddon[] };

/** Per "product:period", what the upstream asks for what it sells now. */
async function costsNow(
  tx: Tx,
  productIds: readonly string[],
  currency: string,
): Promise<ReadonlyMap<string, CostNow>> {
  const products = await tx.product.findMany({
    where: { id: { in: [...new Set(productIds)] }, item: { vanishedAt: null, active: true } },
    select: {
      id: true,
      item: { select: { addons: true, costs: { where: { currency }, select: { period: true, cost: true } } } },
    },
  });
  return new Map(
    products.flatMap(({ id, item }) => {
      const addons = readListedAddons(item.addons);
      return item.costs.map(({ period, cost }) => [`${id}:${period}`, { cost, addons }] as const);
    }),
  );
}
