import type { Tx } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { readListedAddons, writeListedAddons } from '#lib/pricing/addons.ts';
import type { AddonCost } from '#lib/pricing/addons.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Difference } from './compare-list.ts';
import { compareTariff } from './compare-list.ts';
import type { ListedTariff } from './listed-tariff.ts';
import { tariffKey } from './listed-tariff.ts';

/** The account whose lists are taken over: `currency` is the store's, `upstreamCurrency` its own. */
export type ListOwner = {
  readonly id: string;
  readonly storeId: string;
  readonly currency: string;
  readonly upstreamCurrency: string;
};

type Change = Prisma.PriceListChangeCreateManyInput;
type Stored = Awaited<ReturnType<typeof loadItems>>[number];

async function loadItems(tx: Tx, accountId: string) {
  const items = await tx.priceListItem.findMany({ where: { upstreamAccountId: accountId }, include: { costs: true } });
  return items.map((item) => ({ ...item, addons: readListedAddons(item.addons) }));
}

/**
 * Takes the lists of all kinds over: items, costs, a product for each new tariff, and the history of what is different. What is
 * not listed has vanished. Gives the differences. The caller holds the account's lock, in whose transaction all of it happens.
 */
export async function storePriceList(
  tx: Tx,
  owner: ListOwner,
  tariffs: readonly ListedTariff[],
  now: Date,
): Promise<readonly Difference[]> {
  const stored = await loadItems(tx, owner.id);
  const storedKeys = new Set(stored.map(tariffKey));
  const listedByKey = new Map(tariffs.map((tariff) => [tariffKey(tariff), tariff]));
  const pullId = newId('pul');
  await tx.priceListPull.create({
    data: { id: pullId, upstreamAccountId: owner.id, itemCount: tariffs.length, createdAt: now },
  });
  const found: { itemId: string; difference: Difference }[] = [];
  for (const tariff of tariffs.filter((each) => !storedKeys.has(tariffKey(each)))) {
    const itemId = await addItem(tx, owner, tariff, now);
    found.push({ itemId, difference: { kind: 'new', newName: tariff.name } });
  }
  for (const item of stored) {
    const listed = listedByKey.get(tariffKey(item));
    const differences = compareTariff(item, listed);
    if (listed) await updateItem(tx, owner, item, listed, differences);
    found.push(...differences.map((difference) => ({ itemId: item.id, difference })));
  }
  const gone = stored.filter((item) => !item.vanishedAt && !listedByKey.has(tariffKey(item)));
  await tx.priceListItem.updateMany({ where: { id: { in: gone.map(({ id }) => id) } }, data: { vanishedAt: now } });
  const seen = stored.filter((item) => listedByKey.has(tariffKey(item)));
  await tx.priceListItem.updateMany({
    where: { id: { in: seen.map(({ id }) => id) } },
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
  const { costs, addons, ...fields } = tariff;
  const itemId = newId('itm');
  await tx.priceListItem.create({
    data: {
      id: itemId,
      upstreamAccountId: owner.id,
      ...fields,
      addons: writeListedAddons(addons),
      lastSeenAt: now,
      createdAt: now,
    },
  });
  await addCosts(tx, owner, itemId, [...costs]);
  await tx.product.create({
    data: { id: newId('prd'), storeId: owner.storeId, kind: tariff.kind, name: tariff.name, itemId },
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
    item.active === active &&
    !differences.some(({ kind }) => kind === 'addons');
  if (!isSame)
    await tx.priceListItem.update({
      where: { id: item.id },
      data: { name, additionIntname, intname, description, active, addons: writeListedAddons(listed.addons) },
    });
  // A product that the store has named itself keeps its name.
  if (item.name !== name) await tx.product.updateMany({ where: { itemId: item.id, name: item.name }, data: { name } });
  await updateCosts(tx, owner, item, listed);
}

async function updateCosts(tx: Tx, owner: ListOwner, item: Stored, listed: ListedTariff): Promise<void> {
  const known = new Map(item.costs.map((each) => [each.period, each]));
  const changed = [...listed.costs].filter(([period, { cost, upstreamCost }]) => {
    const before = known.get(period);
    return (
      before?.cost !== cost ||
      before.upstreamCost !== upstreamCost ||
      before.currency !== owner.currency ||
      before.upstreamCurrency !== owner.upstreamCurrency
    );
  });
  const lost = [...known.keys()].filter((period) => !listed.costs.has(period));
  const outdated = [...changed.map(([period]) => period), ...lost];
  if (outdated.length === 0) return;
  await tx.itemCost.deleteMany({ where: { itemId: item.id, period: { in: outdated } } });
  await addCosts(tx, owner, item.id, changed);
}

async function addCosts(
  tx: Tx,
  { currency, upstreamCurrency }: ListOwner,
  itemId: string,
  costs: readonly (readonly [number, AddonCost])[],
): Promise<void> {
  await tx.itemCost.createMany({
    data: costs.map(([period, cost]) => ({ itemId, period, ...cost, currency, upstreamCurrency })),
  });
}
