import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderAgain } from '#lib/fulfilment/order-again.ts';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { accountBalance, ledgerTotals } from '#lib/ledger/balances.ts';
import { db } from '#lib/platform/db.ts';
import { payTestOrder, placeTestOrder, runFor, standing } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { carryOutRefunds } from './carry-out-refunds.ts';
import { requestRefund } from './request-refund.ts';

let sandbox: TestSandbox;
let shop: TestShop;
let licence = 600_000;
const clock = new TestClock();

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000.0000' });
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
afterAll(() => sandbox.close());

async function paid() {
  licence += 1;
  const order = await placeTestOrder(shop, 'CloudLinux', String(licence), clock);
  await payTestOrder(order, clock);
  return order;
}

describe('a refund', () => {
  it('clicked three times gives the money back once and stops the purchase', async () => {
    const order = await paid();
    const click = () => requestRefund(shop.owner, order.orderId, 'Changed their mind', clock.now());
    await Promise.allSettled([click(), click(), click()]);
    await Promise.all([carryOutRefunds(clock.now()), carryOutRefunds(clock.now())]);
    await runFor(clock, 20);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'closed', order: 'refunded' });
    expect(await sandbox.bought(String(licence))).toHaveLength(0);
    expect(await db().refund.count({ where: { paymentId: order.paymentId } })).toBe(1);
    expect(await ledgerTotals()).toEqual(new Map([['EUR', 0n]]));
    expect(await accountBalance('provider:test', 'EUR')).toBe(0n);
    await expect(orderAgain(shop.owner, order.itemId, 'again', clock.now())).rejects.toMatchObject({
      fact: 'not_waiting',
    });
  });

  it('is refused while the supplier’s answer is unsettled', async () => {
    const order = await paid();
    await sandbox.faults([{ func: 'addition.order.param', fault: 'drop-after', times: 1 }]);
    await runFulfilment(clock.now);
    await expect(requestRefund(shop.owner, order.orderId, 'Too slow', clock.now())).rejects.toMatchObject({
      fact: 'unsafe_now',
    });
    await runFor(clock, 20);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active' });
  });

  it('is refused while a person looks at it and the supplier’s answer is still unsettled', async () => {
    const order = await paid();
    await sandbox.faults([{ func: 'addition.order.param', fault: 'drop-after', times: 1 }]);
    await runFulfilment(clock.now);
    await db().orderItem.update({
      where: { id: order.itemId },
      data: { fulfilmentStatus: 'needs_person', reason: 'unresolved', nextAttemptAt: null },
    });
    await expect(requestRefund(shop.owner, order.orderId, 'Too slow', clock.now())).rejects.toMatchObject({
      fact: 'unsafe_now',
    });
    expect(await db().refund.count({ where: { paymentId: order.paymentId } })).toBe(0);
  });

  it('before delivery comes out of what the customer advanced, after delivery out of revenue', async () => {
    const booked = async (order: { orderId: string }) => {
      const { customerId, total } = await db().order.findUniqueOrThrow({ where: { id: order.orderId } });
      const advance = await accountBalance(`advance:${customerId}`, 'EUR');
      return { total, advance, revenue: await accountBalance('revenue', 'EUR') };
    };
    const refund = async (order: { orderId: string }) => {
      await requestRefund(shop.owner, order.orderId, 'Wrong module', clock.now());
      await carryOutRefunds(clock.now());
    };
    const early = await paid();
    const advanced = await booked(early);
    expect(advanced.advance).toBe(-advanced.total);
    await refund(early);
    expect(await booked(early)).toMatchObject({ advance: 0n, revenue: advanced.revenue });

    const late = await paid();
    await runFor(clock, 20);
    expect(await standing(late.itemId)).toMatchObject({ order: 'completed' });
    const sold = await booked(late);
    expect(sold.advance).toBe(0n);
    await refund(late);
    expect(await booked(late)).toMatchObject({ advance: 0n, revenue: sold.revenue + sold.total });
  });

  it('needs the owner’s role', async () => {
    const order = await paid();
    const support = { ...shop.owner, role: 'support' } as const;
    await expect(requestRefund(support, order.orderId, 'Because', clock.now())).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });

  it('of an order that waited needs no words: why it waited is the reason', async () => {
    const order = await paid();
    await sandbox.settings({ unknownLicences: [String(licence)] });
    await runFulfilment(clock.now);
    await sandbox.settings({ unknownLicences: [] });
    await requestRefund(shop.owner, order.orderId, ' ', clock.now());
    const refund = await db().refund.findUniqueOrThrow({ where: { paymentId: order.paymentId } });
    expect(refund.reason).toBe('It waited: the supplier does not accept this licence.');
    await carryOutRefunds(clock.now());
  });

  it('that the provider refuses is kept and tried again, and nothing is booked', async () => {
    const order = await paid();
    const before = await accountBalance('provider:test', 'EUR');
    await db().testCharge.update({ where: { id: order.chargeId }, data: { status: 'declined' } });
    await requestRefund(shop.owner, order.orderId, 'Wrong module', clock.now());
    await carryOutRefunds(clock.now());
    expect(await standing(order.itemId)).toMatchObject({ order: 'refunding' });
    expect(await accountBalance('provider:test', 'EUR')).toBe(before);
    await db().testCharge.update({ where: { id: order.chargeId }, data: { status: 'succeeded' } });
    clock.pass(60);
    await carryOutRefunds(clock.now());
    expect(await standing(order.itemId)).toMatchObject({ order: 'refunded' });
  });
});
