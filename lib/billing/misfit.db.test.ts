import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { notification, payTestOrder, placeTestOrder, standing } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { checkDuePayments, checkPayment } from './check-payment.ts';
import { processPaymentEvents } from './process-events.ts';
import { receiveNotification } from './receive-notification.ts';
import { settleTestCharge } from './test-payments.ts';

const DAY_S = 24 * 3600;
let sandbox: TestSandbox;
let shop: TestShop;
let licence = 820_000;
const clock = new TestClock();

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000.0000' });
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
beforeEach(() => {
  clock.pass(60);
});
afterAll(() => sandbox.close());

function place() {
  licence += 1;
  return placeTestOrder(shop, 'CloudLinux', String(licence), clock);
}

type Placed = Awaited<ReturnType<typeof place>>;

const paymentOf = (order: Placed) => db().payment.findUniqueOrThrow({ where: { id: order.paymentId } });
const mismatches = (order: Placed) =>
  db().auditEntry.findMany({ where: { subjectId: order.orderId, event: 'payment.mismatch' } });
const tellings = (order: Placed) =>
  db().mailMessage.findMany({ where: { orderId: order.orderId, key: { contains: ':payment-mismatch:' } } });

/** The provider forgets a charge; gives back what brings it back. */
async function forget(order: Placed): Promise<() => Promise<unknown>> {
  const charge = await db().testCharge.findUniqueOrThrow({ where: { id: order.chargeId } });
  await db().testDelivery.deleteMany({ where: { chargeId: charge.id } });
  await db().testCharge.delete({ where: { id: charge.id } });
  return () => db().testCharge.create({ data: charge });
}

describe('a provider that does not know a charge', () => {
  it('for a moment loses no payment: its notification stays open and ends it', async () => {
    const order = await place();
    await settleTestCharge(order.chargeId, 'succeed', clock.now());
    await receiveNotification(notification(order.chargeId), clock.now());
    const remember = await forget(order);
    for (let round = 0; round < 4; round += 1) {
      await processPaymentEvents(clock.now());
      clock.pass(30);
    }
    expect(await standing(order.itemId)).toMatchObject({ order: 'awaiting_payment' });
    expect(await mismatches(order)).toHaveLength(1);
    expect(await tellings(order)).toHaveLength(0);
    const event = await db().paymentEvent.findFirstOrThrow({ where: { paymentExternalId: order.chargeId } });
    expect(event).toMatchObject({ processedAt: null, error: 'waiting' });
    await remember();
    clock.pass(300);
    await processPaymentEvents(clock.now());
    expect(await standing(order.itemId)).toMatchObject({ order: 'paid', fulfilment: 'queued' });
  });

  it('for a moment loses no payment that only the timer asks about', async () => {
    const order = await place();
    await settleTestCharge(order.chargeId, 'notify_never', clock.now());
    const remember = await forget(order);
    clock.pass(20);
    await checkDuePayments(clock.now());
    await remember();
    clock.pass(30);
    await checkDuePayments(clock.now());
    expect(await standing(order.itemId)).toMatchObject({ order: 'paid' });
  });
});

describe('a charge that does not fit', () => {
  it.each([
    ['amount', { amount: 1n }],
    ['currency', { currency: 'USD' }],
    ['reference', { idempotencyKey: 'somebody-elses' }],
  ])(
    'in its %s completes nothing and is audited and told to the store once, however often it is asked about',
    async (_, other) => {
      const order = await place();
      await db().testCharge.update({ where: { id: order.chargeId }, data: other });
      await payTestOrder(order, clock);
      await receiveNotification(notification(order.chargeId, `evt_again_${order.chargeId}`), clock.now());
      await processPaymentEvents(clock.now());
      expect(await checkPayment(order.paymentId, clock.now())).toBe('mismatch');
      expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'unpaid', order: 'awaiting_payment' });
      expect(await db().ledgerTransaction.count({ where: { sourceId: order.paymentId } })).toBe(0);
      expect(await paymentOf(order)).toMatchObject({ status: 'pending', nextCheckAt: null });
      expect(await mismatches(order)).toHaveLength(1);
      const [mail, another] = await tellings(order);
      expect(another).toBeUndefined();
      expect(mail).toMatchObject({ toAddress: 'help@example.org', status: 'queued' });
      expect(mail?.text).toContain(`/admin/orders/${order.orderId}`);
      await db().testCharge.update({
        where: { id: order.chargeId },
        data: { idempotencyKey: `used-${order.chargeId}` },
      });
    },
  );

  it('also tells of itself when the payment had been declined before', async () => {
    const order = await place();
    await settleTestCharge(order.chargeId, 'decline', clock.now());
    await checkPayment(order.paymentId, clock.now());
    await db().testCharge.update({ where: { id: order.chargeId }, data: { status: 'succeeded', amount: 1n } });
    expect(await checkPayment(order.paymentId, clock.now())).toBe('mismatch');
    expect(await mismatches(order)).toHaveLength(1);
    expect(await tellings(order)).toHaveLength(1);
  });
});

describe('a payment that nobody finishes', () => {
  it('counts as given up after two weeks, and completes all the same when it is paid after all', async () => {
    const order = await place();
    clock.pass(13 * DAY_S);
    expect(await checkPayment(order.paymentId, clock.now())).toBe('waiting');
    clock.pass(2 * DAY_S);
    await checkDuePayments(clock.now());
    expect(await paymentOf(order)).toMatchObject({ status: 'failed', nextCheckAt: null });
    await payTestOrder(order, clock);
    expect(await standing(order.itemId)).toMatchObject({ order: 'paid', fulfilment: 'queued' });
  });

  it('is not given up while the provider cannot be asked', async () => {
    const order = await place();
    await db().payment.update({ where: { id: order.paymentId }, data: { provider: 'gone' } });
    clock.pass(15 * DAY_S);
    expect(await checkPayment(order.paymentId, clock.now())).toBe('unreachable');
    const payment = await paymentOf(order);
    expect(payment.status).toBe('pending');
    expect(payment.nextCheckAt?.getTime()).toBeGreaterThan(clock.now().getTime());
  });
});

describe('a payment whose charge was never made', () => {
  async function uncharged(order: Placed, data: { surplus?: boolean } = {}) {
    await forget(order);
    await db().payment.update({
      where: { id: order.paymentId },
      data: { status: 'created', externalId: null, checkoutUrl: null, ...data },
    });
    clock.pass(60);
    await checkDuePayments(clock.now());
    return db().testCharge.count({ where: { idempotencyKey: order.paymentId } });
  }

  it('gets it when it is next asked about', async () => {
    const order = await place();
    expect(await uncharged(order)).toBe(1);
    expect(await paymentOf(order)).toMatchObject({ status: 'pending' });
  });

  it('never gets it once another payment was faster', async () => {
    const order = await place();
    expect(await uncharged(order, { surplus: true })).toBe(0);
    expect(await paymentOf(order)).toMatchObject({ status: 'failed', nextCheckAt: null });
  });
});
