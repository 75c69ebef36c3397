import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkPayment } from '#lib/billing/check-payment.ts';
import { requestRefund } from '#lib/billing/request-refund.ts';
import { settleTestCharge } from '#lib/billing/test-payments.ts';
import { db } from '#lib/platform/db.ts';
import { payTestOrder, placeTestOrder } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop, makeShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { askPayment } from './ask-payment.ts';
import { findOrder } from './find-order.ts';
import { findOrderStatus } from './find-order-status.ts';
import { mustMoveOrder } from './move-order.ts';
import { placeOrder } from './place-order.ts';
import { retryPayment } from './retry-payment.ts';

let sandbox: TestSandbox;
let shop: TestShop;
let licence = 910_000;
const clock = new TestClock();

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000.0000' });
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
beforeEach(() => {
  licence += 1;
  // Another window of the rate limits.
  clock.pass(60);
});
afterAll(() => sandbox.close());

const place = (module = 'CloudLinux') => placeTestOrder(shop, module, String(licence), clock);

async function declined() {
  const order = await place();
  await settleTestCharge(order.chargeId, 'decline', clock.now());
  expect(await checkPayment(order.paymentId, clock.now())).toBe('failed');
  return order;
}

const openPayments = (orderId: string) => db().payment.findMany({ where: { orderId, status: { not: 'failed' } } });
const started = (orderId: string) => db().auditEntry.count({ where: { subjectId: orderId, event: 'payment.started' } });

describe('after a decline', () => {
  it('Pay in one tab and Try again in the other, at the same moment, open one payment and both lead to it', async () => {
    for (let round = 0; round < 15; round += 1) {
      licence += 1;
      clock.pass(10);
      const order = await declined();
      const [paid, retried] = await Promise.all([
        placeOrder(shop.visitor, order.input, clock.now()),
        retryPayment(shop.visitor, order.publicId, clock.now()),
      ]);
      expect(paid.payUrl).toBe(retried.payUrl);
      expect(await openPayments(order.orderId)).toHaveLength(1);
    }
  });

  it('a second payment is audited as started once, however often it is gone on with', async () => {
    const order = await declined();
    expect(await started(order.orderId)).toBe(1);
    await retryPayment(shop.visitor, order.publicId, clock.now());
    await retryPayment(shop.visitor, order.publicId, clock.now());
    await placeOrder(shop.visitor, order.input, clock.now());
    expect(await started(order.orderId)).toBe(2);
  });

  it.each(['Try again', 'Pay'])(
    '%s is refused where the supplier now asks more than the customer would pay',
    async (how) => {
      const order = await declined();
      const item = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId }, include: { product: true } });
      const cost = { itemId_period: { itemId: item.product.itemId, period: 1 } };
      await db().itemCost.update({ where: cost, data: { cost: item.retail + 1n } });
      const again =
        how === 'Pay'
          ? placeOrder(shop.visitor, order.input, clock.now())
          : retryPayment(shop.visitor, order.publicId, clock.now());
      await expect(again).rejects.toMatchObject({ fact: 'price_below_cost' });
      await db().itemCost.update({ where: cost, data: { cost: item.cost } });
      expect(await openPayments(order.orderId)).toHaveLength(0);
    },
  );

  it.each(['Try again', 'Pay'])('%s is refused where another order brings the module to the licence', async (how) => {
    const order = await declined();
    await payTestOrder(await place(), clock);
    const again =
      how === 'Pay'
        ? placeOrder(shop.visitor, order.input, clock.now())
        : retryPayment(shop.visitor, order.publicId, clock.now());
    await expect(again).rejects.toMatchObject({ fact: 'already_owned' });
    expect(await openPayments(order.orderId)).toHaveLength(0);
  });
});

describe('an order of another store', () => {
  it('is not found by anybody who knows its address or its id', async () => {
    const order = await place('KernelCare');
    await payTestOrder(order, clock);
    const other = await makeShop({ url: sandbox.url });
    expect(await findOrder(other.owner, order.orderId)).toBeNull();
    expect(await findOrderStatus(other.visitor, order.publicId)).toBeNull();
    await expect(retryPayment(other.visitor, order.publicId, clock.now())).rejects.toMatchObject({
      fact: 'order_not_found',
    });
    await expect(requestRefund(other.owner, order.orderId, 'Not mine', clock.now())).rejects.toMatchObject({
      fact: 'order_not_found',
    });
    expect(await findOrder(shop.owner, order.orderId)).toMatchObject({ status: 'paid' });
    expect(await findOrderStatus(shop.visitor, order.publicId)).toMatchObject({ status: 'paid' });
  });

  it('is not asked about', async () => {
    const order = await place();
    const other = await makeShop({ url: sandbox.url });
    const before = await db().payment.findUniqueOrThrow({ where: { id: order.paymentId } });
    await askPayment(other.visitor, order.publicId, clock.now());
    expect(await db().payment.findUniqueOrThrow({ where: { id: order.paymentId } })).toEqual(before);
    await askPayment(shop.visitor, order.publicId, clock.now());
    const asked = await db().payment.findUniqueOrThrow({ where: { id: order.paymentId } });
    expect(asked.nextCheckAt).toEqual(clock.now());
  });
});

describe('one address', () => {
  const crowd = { kind: 'visitor', address: '198.51.100.77' } as const;

  it('may try to pay 30 times a minute, and again in the next', async () => {
    const order = await place();
    const visitor = { ...crowd, storeId: shop.storeId };
    const click = () => retryPayment(visitor, order.publicId, clock.now());
    for (let count = 0; count < 30; count += 1) await click();
    await expect(click()).rejects.toMatchObject({ kind: 'rate_limited', fact: 'too_many' });
    clock.pass(60);
    await expect(click()).resolves.toMatchObject({ payUrl: expect.stringContaining('/test-payments/') });
  });

  it('that asks for the state more often than 30 times a minute is not refused, but nothing more is asked', async () => {
    const order = await place();
    const visitor = { ...crowd, storeId: shop.storeId };
    for (let count = 0; count < 30; count += 1) await askPayment(visitor, 'no-such-order', clock.now());
    const before = await db().payment.findUniqueOrThrow({ where: { id: order.paymentId } });
    await askPayment(visitor, order.publicId, clock.now());
    expect(await db().payment.findUniqueOrThrow({ where: { id: order.paymentId } })).toEqual(before);
  });
});

describe('a move of an order', () => {
  it('that comes too late undoes all that was done with it', async () => {
    const order = await place();
    const late = db().$transaction(async (tx) => {
      await tx.order.update({ where: { id: order.orderId }, data: { paidAt: clock.now() } });
      await mustMoveOrder(tx, order.orderId, 'paid', 'completed');
    });
    await expect(late).rejects.toThrow('is no longer paid');
    expect(await db().order.findUniqueOrThrow({ where: { id: order.orderId } })).toMatchObject({
      status: 'awaiting_payment',
      paidAt: null,
    });
  });
});
