import { convertCost } from '#lib/domain/exchange-rate.ts';
import type { Tx } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { addonsText, readListedAddons, writeListedAddons } from '#lib/pricing/addons.ts';
import type { AddonCost, ListedAddon } from '#lib/pricing/addons.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { rateOf } from './account-currency.ts';

type Change = Omit<Prisma.PriceListChangeCreateManyInput, 'pullId'>;

/**
 * Converts what an account's upstream asks anew, after its rate was changed, and keeps the history. The caller goes on with
 * `withdrawPrices`. Refuses with `price_list_currency` where the currencies differ and no rate is set.
 */
export async function recomputeCosts(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM upstream_accounts WHERE id = ${accountId} FOR NO KEY UPDATE`;
  const account = await tx.upstreamAccount.findUniqueOrThrow({
    where: { id: accountId },
    include: { store: { select: { currency: true } }, items: { include: { costs: true } } },
  });
  const rate = rateOf(account);
  const changes: Change[] = [];
  for (const item of account.items) {
    for (const { period, cost: oldCost, upstreamCost } of item.costs) {
      const cost = convertCost(upstreamCost, rate);
      if (cost === oldCost) continue;
      await tx.itemCost.update({ where: { itemId_period: { itemId: item.id, period } }, data: { cost } });
      const kind = 'cost';
      changes.push({ id: newId('plc'), itemId: item.id, kind, period, oldCost, newCost: cost, createdAt: now });
    }
    const before = readListedAddons(item.addons);
    const after = before.map((addon) => convertAddon(addon, rate));
    if (addonsText(before) === addonsText(after)) continue;
    await tx.priceListItem.update({ where: { id: item.id }, data: { addons: writeListedAddons(after) } });
    changes.push({ id: newId('plc'), itemId: item.id, kind: 'addons', createdAt: now });
  }
  if (changes.length === 0) return;
  const pullId = newId('pul');
  await tx.priceListPull.create({
    data: { id: pullId, upstreamAccountId: accountId, itemCount: account.items.length, createdAt: now },
  });
  await tx.priceListChange.createMany({ data: changes.map((change) => ({ ...change, pullId })) });
}

function convertAddon(addon: ListedAddon, rate: bigint | null): ListedAddon {
  const costs = [...addon.costs].map(([period, { upstreamCost }]): [number, AddonCost] => [
    period,
    { cost: convertCost(upstreamCost, rate), upstreamCost },
  ]);
  return { ...addon, costs: new Map(costs) };
}
