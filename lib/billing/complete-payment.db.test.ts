import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { retryPayment } from '#lib/orders/retry-payment.ts';
import { accountBalance } from '#lib/ledger/balances.ts';
import { db } from '#lib/platform/db.ts';
import { payTestOrder, placeTestOrder, runFor, standing } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { checkPayment } from './check-payment.ts';
import { completePayment } from './complete-payment.ts';
import { reachProvider } from './open-payment.ts';
import { settleTestCharge } from './test-payments.ts';

let sandbox: TestSandbox;
let shop: TestShop;
let licence = 840_000;
const clock = new TestClock();

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000.0000' });
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
beforeEach(() => {
  licence += 1;
  clock.pass(60);
});
afterAll(() => sandbox.close());

const place = () => placeTestOrder(shop, 'CloudLinux', String(licence), clock);

describe('two payments of one licence and module that complete at the same moment', () => {
  it('queue one purchase; the other order is held for a person', async () => {
    for (let round = 0; round < 12; round += 1) {
      licence += 1;
      clock.pass(10);
      const orders = [await place(), await place(), await place()];
      await Promise.all(orders.map((order) => completePayment(order.paymentId, clock.now())));
      const all = await Promise.all(orders.map((order) => standing(order.itemId)));
      expect(all.map((each) => each.fulfilment).toSorted()).toEqual(['needs_person', 'needs_person', 'queued']);
      expect(all.every((each) => each.order === 'paid')).toBe(true);
    }
  });
});

describe('a first payment that succeeds late, while a second one is open', () => {
  async function lateFirst() {
    const order = await place();
    await settleTestCharge(order.chargeId, 'decline', clock.now());
    await checkPayment(order.paymentId, clock.now());
    await retryPayment(shop.visitor, order.publicId, clock.now());
    const second = await db().payment.findFirstOrThrow({ where: { orderId: order.orderId, status: 'pending' } });
    // The provider changed its mind about the first one.
    await db().testCharge.update({ where: { id: order.chargeId }, data: { status: 'succeeded' } });
    expect(await checkPayment(order.paymentId, clock.now())).toBe('paid');
    return { order, second };
  }

  it('pays the order, and money that the second one brings is the customer’s balance', async () => {
    const { order, second } = await lateFirst();
    expect(await standing(order.itemId)).toMatchObject({ order: 'paid', fulfilment: 'queued' });
    expect(await db().payment.findUniqueOrThrow({ where: { id: second.id } })).toMatchObject({ surplus: true });
    const { customerId } = await db().order.findUniqueOrThrow({ where: { id: order.orderId } });
    await payTestOrder({ chargeId: second.externalId ?? '' }, clock);
    await runFor(clock, 10);
    expect(await accountBalance(`balance:${customerId}`, 'EUR')).toBe(-second.amount);
    expect(await sandbox.bought(String(licence))).toHaveLength(1);
    expect(await db().mailMessage.count({ where: { key: `order:${order.orderId}:surplus:${second.id}` } })).toBe(1);
  });

  it('leads nobody to the second one any more', async () => {
    const { second } = await lateFirst();
    await expect(reachProvider(second.id, clock.now())).rejects.toMatchObject({ fact: 'already_paid' });
  });
});

describe('the mail about a payment', () => {
  const paidMail = (orderId: string) => db().mailMessage.findUniqueOrThrow({ where: { key: `order:${orderId}:paid` } });

  it('says that the order is being ordered only when it is', async () => {
    const [first, second] = [await place(), await place()];
    await payTestOrder(first, clock);
    await payTestOrder(second, clock);
    expect((await paidMail(first.orderId)).text).toContain('It is being ordered now');
    const held = await paidMail(second.orderId);
    expect(await standing(second.itemId)).toMatchObject({ fulfilment: 'needs_person' });
    expect(held.text).not.toContain('being ordered');
    expect(held.text).toContain('one of us takes over');
  });

  it('and all others lead to the store’s own host, and so does the way back from the provider', async () => {
    const order = await place();
    await payTestOrder(order, clock);
    await runFulfilment(clock.now);
    const { host } = await db().storeHost.findFirstOrThrow({ where: { storeId: shop.storeId } });
    const charge = await db().testCharge.findUniqueOrThrow({ where: { id: order.chargeId } });
    expect(charge.returnUrl).toBe(`http://${host}:9/orders/${order.publicId}?returned=1`);
    expect(charge.notifyUrl).toBe('http://127.0.0.1:9/api/payments/test');
    const mails = await db().mailMessage.findMany({ where: { orderId: order.orderId } });
    expect(mails).toHaveLength(2);
    for (const mail of mails) expect(mail.text).toContain(`http://${host}:9/orders/${order.publicId}`);
  });
});
