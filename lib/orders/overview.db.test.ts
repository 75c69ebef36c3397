import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { carryOutRefunds } from '#lib/billing/carry-out-refunds.ts';
import { requestRefund } from '#lib/billing/request-refund.ts';
import { db } from '#lib/platform/db.ts';
import { payTestOrder, placeTestOrder, runFor } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { findOrder } from './find-order.ts';
import { overview } from './overview.ts';

let sandbox: TestSandbox;
let shop: TestShop;
const clock = new TestClock();

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000.0000' });
});
beforeEach(async () => {
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
afterAll(() => sandbox.close());

const figures = () => overview(shop.owner, clock.now());

describe('the overview', () => {
  it('counts nothing that was given back, nor what is on its way back', async () => {
    const kept = await placeTestOrder(shop, 'CloudLinux', '21', clock);
    await payTestOrder(kept, clock);
    await runFor(clock, 5);
    const before = await figures();
    expect(before).toMatchObject({ paidTodayCount: 1, paidToday: (await orderOf(kept.orderId)).total });
    expect(before.marginToday).toBeGreaterThan(0n);
    const order = await placeTestOrder(shop, 'KernelCare', '22', clock);
    await payTestOrder(order, clock);
    await runFor(clock, 5);
    expect((await figures()).marginToday).toBeGreaterThan(before.marginToday);
    await requestRefund(shop.owner, order.orderId, 'Wrong module', clock.now());
    const { paidToday, paidTodayCount, marginToday } = before;
    expect(await figures()).toMatchObject({ paidToday, paidTodayCount, marginToday });
    await carryOutRefunds(clock.now());
    expect(await figures()).toMatchObject({ paidToday, paidTodayCount, marginToday });
  });

  it('shows an order whose payment does not fit among those that need a person, until the charge is given back', async () => {
    const order = await placeTestOrder(shop, 'CloudLinux', '23', clock);
    expect(await figures()).toMatchObject({ needPerson: 0, waiting: [] });
    await db().testCharge.update({ where: { id: order.chargeId }, data: { amount: 100n } });
    await payTestOrder(order, clock);
    const row = { id: order.orderId, status: 'awaiting_payment' };
    expect(await figures()).toMatchObject({ needPerson: 1, waiting: [row] });
    const detail = await findOrder(shop.owner, order.orderId);
    expect(detail?.timeline.filter((entry) => entry.tone === 'danger')).toHaveLength(1);
    await db().testCharge.update({ where: { id: order.chargeId }, data: { status: 'refunded' } });
    await db().paymentEvent.updateMany({ data: { processedAt: null, nextAttemptAt: clock.now() } });
    await payTestOrder(order, clock);
    expect(await figures()).toMatchObject({ needPerson: 0, waiting: [] });
    expect((await db().payment.findUniqueOrThrow({ where: { id: order.paymentId } })).status).toBe('failed');
  });
});

const orderOf = (id: string) => db().order.findUniqueOrThrow({ where: { id } });
