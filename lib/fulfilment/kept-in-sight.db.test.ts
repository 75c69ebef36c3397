import { describe, expect, it } from 'vitest';
import { requestRefund } from '#lib/billing/request-refund.ts';
import { checkNow } from './check-now.ts';
import { runFulfilment } from './run-fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { runFor, standing } from '#test/buying.ts';
import { useOpenShop } from '#test/use-open-shop.ts';

const ORDER = 'addition.order.param';
const house = useOpenShop();
const account = (data: object) => db().upstreamAccount.update({ where: { id: house.shop.accountId }, data });

describe('a cart payment that was never answered', () => {
  it('does not keep an active order from being refunded', async () => {
    await account({ orderMode: 'cart' });
    const order = await house.paid();
    await house.sandbox.faults([{ func: 'basket', fault: 'drop-before', submitOnly: true, times: 3 }]);
    await runFor(house.clock, 4_000, 10);
    await account({ orderMode: 'immediate' });
    const held = await standing(order.itemId);
    expect(held).toMatchObject({ fulfilment: 'needs_person', reason: 'unresolved' });
    await house.inClientArea({
      func: 'basket',
      id: held.calls.find((c) => c.func === 'basket')?.naturalKey.slice(5) ?? '',
    });
    await checkNow(house.shop.owner, order.itemId, house.clock.now());
    expect((await standing(order.itemId)).fulfilment).toBe('active');
    house.clock.pass(86_400);
    await expect(
      requestRefund(house.shop.owner, order.orderId, 'Customer asked', house.clock.now()),
    ).resolves.toBeUndefined();
  });
});

describe('what was charged', () => {
  it('for a service that is suspended at the first look is in the books', async () => {
    const order = await house.paid();
    await house.sandbox.faults([{ func: ORDER, fault: 'drop-after', times: 1 }]);
    await runFulfilment(house.clock.now);
    await house.sandbox.faults([]);
    const [row] = await house.sandbox.bought(house.licence);
    await house.sandbox.meddle({ action: 'suspend', id: row?.id });
    await runFor(house.clock, 60);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'not_activated' });
    await requestRefund(house.shop.owner, order.orderId, 'Customer gave up', house.clock.now());
    expect(
      await db().ledgerTransaction.count({ where: { kind: 'purchase', sourceId: { startsWith: order.itemId } } }),
    ).toBe(1);
  });
});

describe('what waits at the supplier', () => {
  it('unpaid in the cart is told to the store', async () => {
    await account({ orderMode: 'cart' });
    const order = await house.paid();
    await house.sandbox.faults([{ func: 'basket', fault: 'http-502' }]);
    await runFor(house.clock, 5 * 86_400, 1_800);

    await house.sandbox.faults([]);
    await account({ orderMode: 'immediate' });
    const told = await db().auditEntry.count({ where: { event: 'fulfilment.held', subjectId: order.orderId } });
    expect(told).toBeGreaterThan(0);
  });
  it('and cannot be read back is told to the store', async () => {
    const order = await house.paid('Softaculous', true);
    await house.sandbox.faults([{ func: 'addition.edit', fault: 'http-502' }]);
    await runFulfilment(house.clock.now);
    await house.sandbox.settings({ twoFactor: true });
    await house.sandbox.faults([]);
    await runFor(house.clock, 5 * 86_400, 1_800);

    await house.sandbox.settings({ twoFactor: false });
    const told = await db().auditEntry.count({ where: { event: 'fulfilment.held', subjectId: order.orderId } });
    expect(told).toBeGreaterThan(0);
  });
});
