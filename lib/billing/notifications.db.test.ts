import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { askPayment } from '#lib/orders/ask-payment.ts';
import { retryPayment } from '#lib/orders/retry-payment.ts';
import { db } from '#lib/platform/db.ts';
import { notification, payTestOrder, placeTestOrder, runFor, standing } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { checkDuePayments, checkPayment } from './check-payment.ts';
import { processPaymentEvents } from './process-events.ts';
import { receiveNotification } from './receive-notification.ts';
import { settleTestCharge } from './test-payments.ts';

let sandbox: TestSandbox;
let shop: TestShop;
let licence = 800_000;
const clock = new TestClock();

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000.0000' });
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
afterAll(() => sandbox.close());

function place() {
  licence += 1;
  return placeTestOrder(shop, 'CloudLinux', String(licence), clock);
}

async function expectPaidAndBoughtOnce(
  order: { orderId: string; itemId: string; paymentId: string; input: { email: string } },
  of: string,
) {
  expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
  expect(await sandbox.bought(of)).toHaveLength(1);
  expect(await db().ledgerTransaction.count({ where: { sourceId: order.paymentId } })).toBe(1);
  expect(await db().mailMessage.count({ where: { orderId: order.orderId } })).toBe(2);
}

describe('a notification', () => {
  it('that arrives 50 times in parallel, and again an hour later, posts once, buys once and is answered 2xx each time', async () => {
    const order = await place();
    await settleTestCharge(order.chargeId, 'succeed', clock.now());
    const deliver = () => receiveNotification(notification(order.chargeId), clock.now());
    const answers = await Promise.all(Array.from({ length: 50 }, deliver));
    await Promise.all([1, 2, 3, 4].map(() => processPaymentEvents(clock.now())));
    await Promise.all([1, 2, 3].map(() => runFulfilment(clock.now)));
    clock.pass(3600);
    answers.push(await deliver());
    await processPaymentEvents(clock.now());
    await runFor(clock, 20);
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    await expectPaidAndBoughtOnce(order, String(licence));
    expect(await db().paymentEvent.count({ where: { paymentExternalId: order.chargeId } })).toBe(1);
  });

  it('with 50 different event ids posts once and buys once', async () => {
    const order = await place();
    await settleTestCharge(order.chargeId, 'succeed', clock.now());
    const each = Array.from({ length: 50 }, (_, n) =>
      receiveNotification(notification(order.chargeId, `evt_${licence}_${n}`), clock.now()),
    );
    await Promise.all(each);
    for (let round = 0; round < 4; round += 1) await Promise.all([1, 2].map(() => processPaymentEvents(clock.now())));
    await runFor(clock, 20);
    await expectPaidAndBoughtOnce(order, String(licence));
  });

  it('without a good signature is refused and stored nowhere', async () => {
    const order = await place();
    const forged = { ...notification(order.chargeId), header: () => 'f'.repeat(64) };
    expect((await receiveNotification(forged, clock.now())).status).toBe(401);
    expect(await db().paymentEvent.count({ where: { paymentExternalId: order.chargeId } })).toBe(0);
  });

  it('that says paid while the provider says otherwise completes nothing', async () => {
    const order = await place();
    await receiveNotification(notification(order.chargeId), clock.now());
    await processPaymentEvents(clock.now());
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'unpaid', order: 'awaiting_payment' });
  });

  it('about a charge of another amount completes nothing and is audited', async () => {
    const order = await place();
    await db().testCharge.update({ where: { id: order.chargeId }, data: { amount: 100n } });
    await payTestOrder(order, clock);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'unpaid', order: 'awaiting_payment' });
    expect(await db().auditEntry.count({ where: { subjectId: order.orderId, event: 'payment.mismatch' } })).toBe(1);
  });

  it('for nobody stays open and is answered 2xx', async () => {
    expect((await receiveNotification(notification('unknown-charge'), clock.now())).status).toBe(200);
    await processPaymentEvents(clock.now());
    const event = await db().paymentEvent.findFirstOrThrow({ where: { paymentExternalId: 'unknown-charge' } });
    expect(event).toMatchObject({ processedAt: null, error: 'unmatched' });
  });
});

describe('the result is the same', () => {
  it('when the notification comes before the browser returns', async () => {
    const order = await place();
    await payTestOrder(order, clock);
    await askPayment(shop.visitor, order.publicId, clock.now());
    await runFor(clock, 20);
    await expectPaidAndBoughtOnce(order, String(licence));
  });

  it('when the notification comes while the browser returns', async () => {
    const order = await place();
    await settleTestCharge(order.chargeId, 'succeed', clock.now());
    await Promise.all([
      receiveNotification(notification(order.chargeId), clock.now()).then(() => processPaymentEvents(clock.now())),
      askPayment(shop.visitor, order.publicId, clock.now()).then(() => checkDuePayments(clock.now())),
      checkPayment(order.paymentId, clock.now()),
      checkPayment(order.paymentId, clock.now()),
    ]);
    await runFor(clock, 20);
    await expectPaidAndBoughtOnce(order, String(licence));
  });

  it('when the notification comes after the browser returned', async () => {
    const order = await place();
    await settleTestCharge(order.chargeId, 'succeed', clock.now());
    await askPayment(shop.visitor, order.publicId, clock.now());
    await checkDuePayments(clock.now());
    await runFulfilment(clock.now);
    await receiveNotification(notification(order.chargeId), clock.now());
    await processPaymentEvents(clock.now());
    await runFor(clock, 20);
    await expectPaidAndBoughtOnce(order, String(licence));
  });

  it('when the browser never returns', async () => {
    const order = await place();
    await payTestOrder(order, clock);
    await runFor(clock, 20);
    await expectPaidAndBoughtOnce(order, String(licence));
  });

  it('when neither notification nor browser ever comes', async () => {
    const order = await place();
    await settleTestCharge(order.chargeId, 'notify_never', clock.now());
    clock.pass(60);
    await checkDuePayments(clock.now());
    await runFor(clock, 20);
    await expectPaidAndBoughtOnce(order, String(licence));
  });
});

describe('a declined payment', () => {
  it('leaves the order to be paid by another try, at the same amount', async () => {
    const order = await place();
    await settleTestCharge(order.chargeId, 'decline', clock.now());
    await checkPayment(order.paymentId, clock.now());
    expect((await db().payment.findUniqueOrThrow({ where: { id: order.paymentId } })).status).toBe('failed');
    await retryPayment(shop.visitor, order.publicId, clock.now());
    const second = await db().payment.findFirstOrThrow({ where: { orderId: order.orderId, status: 'pending' } });
    await payTestOrder({ chargeId: second.externalId ?? '' }, clock);
    await runFor(clock, 20);
    await expectPaidAndBoughtOnce({ ...order, paymentId: second.id }, String(licence));
  });

  it('that succeeds late beside a second payment is kept as the customer’s balance', async () => {
    const order = await place();
    await settleTestCharge(order.chargeId, 'decline', clock.now());
    await checkPayment(order.paymentId, clock.now());
    await retryPayment(shop.visitor, order.publicId, clock.now());
    const second = await db().payment.findFirstOrThrow({ where: { orderId: order.orderId, status: 'pending' } });
    await payTestOrder({ chargeId: second.externalId ?? '' }, clock);
    // The provider changed its mind about the first one.
    await db().testCharge.update({ where: { id: order.chargeId }, data: { status: 'succeeded' } });
    await checkPayment(order.paymentId, clock.now());
    await checkPayment(order.paymentId, clock.now());
    await runFor(clock, 20);
    expect(await sandbox.bought(String(licence))).toHaveLength(1);
    expect(await db().ledgerTransaction.count({ where: { sourceId: order.paymentId, kind: 'surplus' } })).toBe(1);
  });
});
