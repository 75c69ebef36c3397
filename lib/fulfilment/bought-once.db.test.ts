import { describe, expect, it } from 'vitest';
import { accountBalance, ledgerTotals } from '#lib/ledger/balances.ts';
import { ledgerAccount } from '#lib/domain/ledger.ts';
import { db } from '#lib/platform/db.ts';
import { payTestOrder, placeTestOrder, runFor, standing } from '#test/buying.ts';
import type { Fault } from '#test/sandbox-control.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { runFulfilment } from './run-fulfilment.ts';

const house = useOpenShop();

const ORDER = 'addition.order.param';

async function buyUnder(faults: readonly Fault[], seconds = 700, step = 10) {
  const order = await house.paid('CloudLinux');
  await house.sandbox.faults(faults);
  await runFor(house.clock, seconds, step);
  return { order, bought: await house.sandbox.bought(house.licence), now: await standing(order.itemId) };
}

describe('an order is bought once', () => {
  it('and is active in one round when nothing goes wrong', async () => {
    const order = await house.paid('CloudLinux');
    await runFulfilment(house.clock.now);
    const now = await standing(order.itemId);
    expect(now).toMatchObject({ fulfilment: 'active', order: 'completed' });
    expect(now.service?.upstreamServiceId).toBe((await house.sandbox.bought(house.licence))[0]?.id);
    expect(await ledgerTotals()).toEqual(new Map([['EUR', 0n]]));
  });

  it('when the upstream drops the connection after accepting', async () => {
    const { bought, now } = await buyUnder([{ func: ORDER, fault: 'drop-after', times: 1 }]);
    expect(bought).toHaveLength(1);
    expect(now).toMatchObject({ fulfilment: 'active', order: 'completed' });
    expect(now.calls.map((call) => [call.status, call.resolution])).toEqual([['unknown', 'adopted']]);
  });

  it('after a retry when the connection drops before the upstream acts', async () => {
    const { bought, now } = await buyUnder([{ func: ORDER, fault: 'drop-before', times: 1 }]);
    expect(bought).toHaveLength(1);
    expect(now).toMatchObject({ fulfilment: 'active', order: 'completed' });
    expect(now.calls.map((call) => [call.status, call.resolution])).toEqual([
      ['unknown', 'absent'],
      ['accepted', null],
    ]);
  });

  it.each(['http-500-after', 'http-502-after', 'html-after', 'truncated'])(
    'when the upstream acts and answers %s',
    async (fault) => {
      const { bought, now } = await buyUnder([{ func: ORDER, fault, times: 1 }]);
      expect(bought).toHaveLength(1);
      expect(now).toMatchObject({ fulfilment: 'active', order: 'completed' });
    },
  );

  it.each(['http-500', 'http-502', 'html'])(
    'after a retry when the upstream answers %s and did not act',
    async (fault) => {
      const { bought, now } = await buyUnder([{ func: ORDER, fault, times: 1 }]);
      expect(bought).toHaveLength(1);
      expect(now).toMatchObject({ fulfilment: 'active', order: 'completed' });
    },
  );

  it('when the list is unreadable for a while after a lost answer', async () => {
    const faults = [
      { func: ORDER, fault: 'drop-after', times: 1 },
      { func: 'addition', fault: 'http-502', times: 4 },
    ];
    const { bought, now } = await buyUnder(faults, 5_000, 50);
    expect(bought).toHaveLength(1);
    expect(now).toMatchObject({ fulfilment: 'active', order: 'completed' });
  });

  it('when the upstream keeps failing and then recovers', async () => {
    const { bought, now } = await buyUnder([{ func: ORDER, fault: 'drop-before', times: 2 }], 2_000);
    expect(bought).toHaveLength(1);
    expect(now.fulfilment).toBe('active');
  });

  it('when four workers run at once', async () => {
    const orders = [];
    for (let count = 0; count < 12; count += 1) {
      const order = await house.paid('KernelCare', true);
      orders.push({ order, licence: house.licence });
    }
    await Promise.all([1, 2, 3, 4].map(() => runFulfilment(house.clock.now)));
    await runFor(house.clock, 60);
    for (const each of orders) {
      expect(await house.sandbox.bought(each.licence)).toHaveLength(1);
      expect((await standing(each.order.itemId)).fulfilment).toBe('active');
    }
  });

  it('and one service of the upstream is never claimed by two orders', async () => {
    const { now } = await buyUnder([]);
    const service = now.service?.upstreamServiceId ?? '';
    const second = await placeTestOrder(house.shop, 'Softaculous', house.licence, house.clock);
    await expect(
      db().orderItem.update({ where: { id: second.itemId }, data: { upstreamServiceId: service } }),
    ).rejects.toThrow();
  });
});

describe('two orders of one licence and module', () => {
  it('make one purchase; the second waits for a refund', async () => {
    const first = await placeTestOrder(house.shop, 'CloudLinux', house.licence, house.clock);
    const second = await placeTestOrder(house.shop, 'CloudLinux', house.licence, house.clock);
    await payTestOrder(first, house.clock);
    await payTestOrder(second, house.clock);
    await runFor(house.clock, 30);
    expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
    expect((await standing(first.itemId)).fulfilment).toBe('active');
    expect(await standing(second.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'already_owned' });
  });

  it('are not bought over a module that the upstream already has for the licence', async () => {
    const { order, now } = await buyUnder([]);
    expect(now.fulfilment).toBe('active');
    await db().service.delete({ where: { orderItemId: order.itemId } });
    await db().orderItem.update({
      where: { id: order.itemId },
      data: { upstreamServiceId: null, fulfilmentStatus: 'closed' },
    });
    const again = await placeTestOrder(house.shop, 'CloudLinux', house.licence, house.clock);
    await payTestOrder(again, house.clock);
    await runFor(house.clock, 30);
    expect(await standing(again.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'already_upstream' });
    expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
  });
});

describe('the ledger', () => {
  it('equals orders and payments after all of the above', async () => {
    expect(await ledgerTotals()).toEqual(new Map([['EUR', 0n]]));
    const paid = await db().payment.aggregate({ where: { status: 'succeeded' }, _sum: { amount: true } });
    expect(await accountBalance(ledgerAccount.provider('test'), 'EUR')).toBe(paid._sum.amount);
    const orders = await db().order.aggregate({
      where: { status: { in: ['paid', 'completed'] } },
      _sum: { total: true },
    });
    expect(orders._sum.total).toBe(paid._sum.amount);
    const sold = await db().order.aggregate({ where: { status: 'completed' }, _sum: { total: true } });
    expect(await accountBalance(ledgerAccount.revenue(), 'EUR')).toBe(-(sold._sum.total ?? 0n));
  });
});
