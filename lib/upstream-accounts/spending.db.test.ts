import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { runFor, standing } from '#test/buying.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { availableBalance } from './available-balance.ts';
import { recordBalance } from './record-balance.ts';

const house = useOpenShop();
const available = async () => (await availableBalance(db(), house.shop.accountId)).available;
const change = (data: Parameters<ReturnType<typeof db>['upstreamAccount']['update']>[0]['data']) =>
  db().upstreamAccount.update({ where: { id: house.shop.accountId }, data });
const costOf = async (itemId: string) => {
  const { upstreamCost, cost } = await db().orderItem.findUniqueOrThrow({ where: { id: itemId } });
  return upstreamCost ?? cost;
};

beforeEach(async () => {
  house.clock.pass(3600);
  await change({ orderMode: 'immediate', minimalBalance: 0n });
});

describe.each(['immediate', 'cart'] as const)('an account whose orders are paid in the mode %s', (orderMode) => {
  it('with money for one order buys one and lets the other wait, until there is more', async () => {
    const first = await house.paid();
    const cost = await costOf(first.itemId);
    await change({ orderMode, minimalBalance: 1_000_000n });
    await recordBalance(house.shop.accountId, 1_000_000n + cost, house.clock.now());
    await runFor(house.clock, 20);
    expect((await standing(first.itemId)).fulfilment).toBe('active');
    expect(await available()).toBe(1_000_000n);
    const second = await house.paid('Softaculous', true);
    await runFor(house.clock, 20);
    expect(await standing(second.itemId)).toMatchObject({ fulfilment: 'blocked', reason: 'low_balance', calls: [] });
    await recordBalance(house.shop.accountId, 1_000_000n + cost, house.clock.now());
    await runFor(house.clock, 3600, 60);
    expect((await standing(second.itemId)).fulfilment).toBe('active');
  });
});
