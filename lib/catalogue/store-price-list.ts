import type { Tx } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Difference } from './compare-list.ts';
import { compareTariff } from './compare-list.ts';
import type { ListedTariff } from './read-price-list.ts';

/** The account whose list is taken over. */
export type ListOwner = { readonly id: string; readonly storeId: string; readonly currency: string };

type Change = Prisma.PriceListChangeCreateManyInput;
type Stored = Awaited<ReturnType<typeof loadItems>>[number];

function loadItems(tx: Tx, accountId: string) {
  return tx.priceListItem.findMany({
    where: { upstreamAccountId: accountId, kind: 'addition' },
    include: { costs: { select: { period: true, cost: true } } },
  });
}

/**
 * Takes a whole list over: items, costs, a product for each new tariff, and the history of what is different.
 * Gives the differences. The caller holds the account's lock, in whose transaction all of it happens.
 */
export async function storePriceList(
  tx: Tx,
  owner: ListOwner,
  tariffs: readonly ListedTariff[],
  now: Date,
): Promise<readonly Difference[]> {
  const stored = await loadItems(tx, owner.id);
  const storedById = new Map(stored.map((item) => [item.upstreamId, item]));
  const listedById = new Map(tariffs.map((tariff) => [tariff.upstreamId, tariff]));
  const pullId = newId('pul');
  await tx.priceListPull.create({
    data: { id: pullId, upstreamAccountId: owner.id, itemCount: tariffs.length, createdAt: now },
  });
  const found: { itemId: string; difference: Difference }[] = [];
  for (const tariff of tariffs.filter(({ upstreamId }) => !storedById.has(upstreamId))) {
    const itemId = await addItem(tx, owner, tariff, now);
    found.push({ itemId, difference: { kind: 'new', newName: tariff.name } });
  }
  for (const item of stored) {
    const listed = listedById.get(item.upstreamId);
    const differences = compareTariff(item, listed);
    if (listed) await updateItem(tx, owner, item, listed, differences);
    found.push(...differences.map((difference) => ({ itemId: item.id, difference })));
  }
  const goneIds = stored
    .filter(({ upstreamId, vanishedAt }) => !vanishedAt && !listedById.has(upstreamId))
    .map(({ id }) => id);
  await tx.priceListItem.updateMany({ where: { id: { in: goneIds } }, data: { vanishedAt: now } });
  await tx.priceListItem.updateMany({
    where: { upstreamAccountId: owner.id, kind: 'addition', upstreamId: { in: [...listedById.keys()] } },
    data: { lastSeenAt: now, vanishedAt: null },
  });
  await tx.priceListChange.createMany({
    data: found.map(({ itemId, difference }): Change => ({
      id: newId('plc'),
      pullId,
      itemId,
      createdAt: now,
      ...difference,
    })),
  });
  return found.map(({ difference }) => difference);
}

async function addItem(tx: Tx, owner: ListOwner, tariff: ListedTariff, now: Date): Promise<string> {
  const { costs, ...fields } = tariff;
  const itemId = newId('itm');
  await tx.priceListItem.create({
    data: { id: itemId, upstreamAccountId: owner.id, kind: 'addition', ...fields, lastSeenAt: now, createdAt: now },
  });
  await addCosts(tx, owner, itemId, [...costs]);
  await tx.product.create({
    data: { id: newId('prd'), storeId: owner.storeId, kind: 'addition', name: tariff.name, itemId },
  });
  return itemId;
}

async function updateItem(
  tx: Tx,
  owner: ListOwner,
  item: Stored,
  listed: ListedTariff,
  differences: readonly Difference[],
): Promise<void> {
  const { name, additionIntname, intname, description, active } = listed;
  const isSame =
    item.name === name &&
    item.additionIntname === additionIntname &&
    item.intname === intname &&
    item.description === description &&
    item.active === active;
  if (!isSame)
    await tx.priceListItem.update({
      where: { id: item.id },
      data: { name, additionIntname, intname, description, active },
    });
  // A product that the store has named itself keeps its name.
  if (item.name !== name) await tx.product.updateMany({ where: { itemId: item.id, name: item.name }, data: { name } });
  const changed = differences.flatMap(({ period, newCost }) => (period === undefined ? [] : [{ period, newCost }]));
  if (changed.length === 0) return;
  await tx.itemCost.deleteMany({ where: { itemId: item.id, period: { in: changed.map(({ period }) => period) } } });
  const costs = changed.flatMap(({ period, newCost }) => (newCost === undefined ? [] : [[period, newCost] as const]));
  await addCosts(tx, owner, item.id, costs);
}

async function addCosts(
  tx: Tx,
  owner: ListOwner,
  itemId: string,
  costs: readonly (readonly [number, bigint])[],
): Promise<void> {
  await tx.itemCost.createMany({
    data: costs.map(([period, cost]) => ({ itemId, period, cost, currency: owner.currency })),
  });
}
