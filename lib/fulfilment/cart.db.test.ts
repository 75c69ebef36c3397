import { beforeEach, describe, expect, it } from 'vitest';
import { runFulfilment } from './run-fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { runFor, standing } from '#test/buying.ts';
import { useOpenShop } from '#test/use-open-shop.ts';

const house = useOpenShop();

beforeEach(async () => {
  await db().upstreamAccount.update({ where: { id: house.shop.accountId }, data: { orderMode: 'cart' } });
});

describe('an account that orders through the cart', () => {
  it('places, pays by id, and is active in one go', async () => {
    const order = await house.paid();
    await runFulfilment(house.clock.now);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
    expect((await standing(order.itemId)).calls.map((call) => call.func)).toEqual(['addition.order.param', 'basket']);
  });

  it.each([
    ['drops the order after acting', { func: 'addition.order.param', fault: 'drop-after' }],
    ['drops the payment before acting', { func: 'basket', fault: 'drop-before' }],
    ['drops the payment after acting', { func: 'basket', fault: 'drop-after' }],
    ['answers the payment with 502 after acting', { func: 'basket', fault: 'http-502-after' }],
    ['answers the payment with a web page', { func: 'basket', fault: 'html' }],
    ['cuts the payment’s answer off', { func: 'basket', fault: 'truncated' }],
  ])('buys and pays once when the upstream %s', async (_, fault) => {
    const order = await house.paid();
    await house.sandbox.faults([{ ...fault, submitOnly: true, times: 1 }]);
    await runFor(house.clock, 2_400, 20);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
    expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
    expect(
      await db().ledgerTransaction.count({ where: { kind: 'purchase', sourceId: { startsWith: order.itemId } } }),
    ).toBe(1);
  });

  it('pays several orders of one cart once', async () => {
    const orders = [await house.paid(), await house.paid('CloudLinux', true), await house.paid('Virusdie', true)];
    await Promise.all([runFulfilment(house.clock.now), runFulfilment(house.clock.now)]);
    await runFor(house.clock, 2_400, 20);
    for (const order of orders) expect((await standing(order.itemId)).fulfilment).toBe('active');
    const { duplicates } = await house.sandbox.state();
    expect(duplicates).toBe(0);
  });

  it('never pays for what somebody else put into the cart', async () => {
    const order = await house.paid();
    await house.inClientArea({ func: 'addition.order.param', item: '77', pricelist: '9203', period: '12' });
    await runFor(house.clock, 4_000, 60);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'unpaid_upstream' });
    expect(await house.sandbox.bought('77')).toHaveLength(0);
    await house.inClientArea({ func: 'basket', clicked_button: 'clearbasket' });
  });

  it('says when the order vanished from the cart', async () => {
    const order = await house.paid();
    await house.sandbox.faults([{ func: 'basket', fault: 'drop-before', submitOnly: true, times: 1 }]);
    await runFulfilment(house.clock.now);
    expect((await standing(order.itemId)).fulfilment).toBe('in_cart');
    const [row] = (await house.sandbox.state()).services.filter((service) => service.licence === house.licence);
    await house.inClientArea({ func: 'addition.delete', elid: row?.id ?? '' });
    await runFor(house.clock, 4_000, 60);
    expect((await standing(order.itemId)).fulfilment).toBe('needs_person');
    expect(await house.sandbox.bought(house.licence)).toHaveLength(0);
  });
});
