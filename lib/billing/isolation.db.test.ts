import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { notification, payTestOrder, placeTestOrder, standing } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { carryOutRefunds } from './carry-out-refunds.ts';
import { checkDuePayments } from './check-payment.ts';
import { processPaymentEvents } from './process-events.ts';
import { receiveNotification } from './receive-notification.ts';
import { requestRefund } from './request-refund.ts';
import { settleTestCharge } from './test-payments.ts';

let sandbox: TestSandbox;
let shop: TestShop;
let licence = 830_000;
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

/** The database refuses all mails about an order from now on: whatever writes one in its transaction fails. Gives what cures it. */
async function poison(orderId: string): Promise<() => Promise<unknown>> {
  const name = `poison_${orderId}`;
  await db().$executeRawUnsafe(
    `ALTER TABLE mail_messages ADD CONSTRAINT ${name} CHECK ("orderId" <> '${orderId}') NOT VALID`,
  );
  return () => db().$executeRawUnsafe(`ALTER TABLE mail_messages DROP CONSTRAINT ${name}`);
}

describe('one row that cannot be handled', () => {
  it('among the notifications stops no other, and is handled once its cause is gone', async () => {
    const [bad, good] = [await place(), await place()];
    const cure = await poison(bad.orderId);
    for (const order of [bad, good]) {
      await settleTestCharge(order.chargeId, 'succeed', clock.now());
      await receiveNotification(notification(order.chargeId), clock.now());
      clock.pass(1);
    }
    await processPaymentEvents(clock.now());
    expect((await standing(good.itemId)).order).toBe('paid');
    expect((await standing(bad.itemId)).order).toBe('awaiting_payment');
    const event = await db().paymentEvent.findFirstOrThrow({ where: { paymentExternalId: bad.chargeId } });
    expect(event).toMatchObject({ attempts: 1, processedAt: null, error: expect.stringContaining('poison') });
    expect(event.nextAttemptAt?.getTime()).toBeGreaterThan(clock.now().getTime());
    await cure();
    clock.pass(5);
    await processPaymentEvents(clock.now());
    expect((await standing(bad.itemId)).order).toBe('paid');
  });

  it('among the payments that are due stops no other, and is asked about again later', async () => {
    const [bad, good] = [await place(), await place()];
    const cure = await poison(bad.orderId);
    for (const order of [bad, good]) await settleTestCharge(order.chargeId, 'notify_never', clock.now());
    clock.pass(60);
    expect(await checkDuePayments(clock.now())).toMatchObject({ more: false });
    expect((await standing(good.itemId)).order).toBe('paid');
    expect((await standing(bad.itemId)).order).toBe('awaiting_payment');
    expect(await checkDuePayments(clock.now())).toMatchObject({ done: 0 });
    await cure();
    clock.pass(60);
    await checkDuePayments(clock.now());
    expect((await standing(bad.itemId)).order).toBe('paid');
  });

  it('among the refunds stops no other; nothing of it is booked, and it is tried again later', async () => {
    const [bad, good] = [await place(), await place()];
    for (const order of [bad, good]) {
      await payTestOrder(order, clock);
      await requestRefund(shop.owner, order.orderId, 'Changed their mind', clock.now());
      clock.pass(1);
    }
    const cure = await poison(bad.orderId);
    await carryOutRefunds(clock.now());
    expect((await standing(good.itemId)).order).toBe('refunded');
    expect((await standing(bad.itemId)).order).toBe('refunding');
    const refund = await db().refund.findUniqueOrThrow({ where: { paymentId: bad.paymentId } });
    expect(refund).toMatchObject({ status: 'started', attempts: 1, error: expect.stringContaining('poison') });
    expect(await db().ledgerTransaction.count({ where: { sourceId: refund.id } })).toBe(0);
    await cure();
    clock.pass(60);
    await carryOutRefunds(clock.now());
    expect((await standing(bad.itemId)).order).toBe('refunded');
  });
});

describe('a store whose locale is no locale', () => {
  it('sells, and its mails are in English', async () => {
    const odd = await makeOpenShop({ url: sandbox.url }, clock.now());
    await db().store.update({ where: { id: odd.storeId }, data: { locale: 'en_US' } });
    const order = await placeTestOrder(odd, 'CloudLinux', '830900', clock);
    await payTestOrder(order, clock);
    expect((await standing(order.itemId)).order).toBe('paid');
    const mail = await db().mailMessage.findUniqueOrThrow({ where: { key: `order:${order.orderId}:paid` } });
    expect(mail.subject).toMatch(/^Payment received: order T-\d+, €\d+\.\d\d$/);
  });
});

describe('a refund of an order that is no longer being refunded', () => {
  it('books nothing and changes nothing', async () => {
    const order = await place();
    await payTestOrder(order, clock);
    await requestRefund(shop.owner, order.orderId, 'Changed their mind', clock.now());
    await db().order.update({ where: { id: order.orderId }, data: { status: 'paid' } });
    await carryOutRefunds(clock.now());
    const refund = await db().refund.findUniqueOrThrow({ where: { paymentId: order.paymentId } });
    expect(refund).toMatchObject({ status: 'started', error: expect.stringContaining('no longer refunding') });
    expect(await db().payment.findUniqueOrThrow({ where: { id: order.paymentId } })).toMatchObject({
      status: 'succeeded',
    });
    expect(await db().ledgerTransaction.count({ where: { sourceId: refund.id } })).toBe(0);
  });
});
