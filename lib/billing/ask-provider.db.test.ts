import { describe, expect, it } from 'vitest';
import { listOrders } from '#lib/orders/list-orders.ts';
import { db } from '#lib/platform/db.ts';
import { payTestOrder, placeTestOrder, standing } from '#test/buying.ts';
import { makeOpenShop } from '#test/factories.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { askProvider } from './ask-provider.ts';

const house = useOpenShop();

/** An order whose charge the provider has for another amount. */
async function misfit() {
  const order = await placeTestOrder(house.shop, 'CloudLinux', house.licence, house.clock);
  const { amount } = await db().testCharge.findUniqueOrThrow({ where: { id: order.chargeId } });
  await db().testCharge.update({ where: { id: order.chargeId }, data: { amount: 1n } });
  await payTestOrder(order, house.clock);
  const set = (data: { amount?: bigint; status?: 'refunded' | 'open' }) =>
    db().testCharge.update({ where: { id: order.chargeId }, data });
  return { ...order, amount, set };
}

const ask = (order: { paymentId: string }) => askProvider(house.shop.owner, order.paymentId, house.clock.now());

async function waiting(): Promise<readonly string[]> {
  const { rows } = await listOrders(house.shop.owner, { view: 'needs_person' });
  return rows.map((row) => row.id);
}

describe('a payment whose charge does not fit its order', () => {
  it('is asked about again by staff, completes nothing while it does not fit, and the order once it does', async () => {
    const order = await misfit();
    expect(await waiting()).toContain(order.orderId);
    expect(await ask(order)).toBe('mismatch');
    expect(await standing(order.itemId)).toMatchObject({ order: 'awaiting_payment', fulfilment: 'unpaid' });
    await order.set({ amount: order.amount });
    expect(await ask(order)).toBe('paid');
    expect(await standing(order.itemId)).toMatchObject({ order: 'paid', fulfilment: 'queued' });
    const asked = await db().auditEntry.findMany({ where: { subjectId: order.orderId, event: 'payment.check_asked' } });
    expect(asked).toMatchObject([{ actorKind: 'staff' }, { actorKind: 'staff' }]);
    await expect(ask(order)).rejects.toMatchObject({ fact: 'already_paid' });
  });

  it('and was given back at the provider no longer waits for a person', async () => {
    const order = await misfit();
    await order.set({ status: 'refunded' });
    expect(await ask(order)).toBe('failed');
    expect(await waiting()).not.toContain(order.orderId);
  });

  it('and fits but is not finished is asked about by the timer again', async () => {
    const order = await misfit();
    await order.set({ amount: order.amount, status: 'open' });
    expect(await ask(order)).toBe('waiting');
    const payment = await db().payment.findUniqueOrThrow({ where: { id: order.paymentId } });
    expect(payment.nextCheckAt?.getTime()).toBeGreaterThan(house.clock.now().getTime());
    expect(await waiting()).not.toContain(order.orderId);
  });

  it('of another store is not found, and a visitor may not ask', async () => {
    const order = await misfit();
    const other = await makeOpenShop({ url: house.sandbox.url }, house.clock.now());
    await expect(askProvider(other.owner, order.paymentId, house.clock.now())).rejects.toMatchObject({
      fact: 'payment_not_found',
    });
    await expect(askProvider(house.shop.visitor, order.paymentId, house.clock.now())).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });
});
