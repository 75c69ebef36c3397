import { describe, expect, it } from 'vitest';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { brokenBy, delivered, post, uncertain, unpost } from '#test/breaking-books.ts';
import { payTestOrder, placeTestOrder } from '#test/buying.ts';
import { useOpenShop } from '#test/use-open-shop.ts';

const house = useOpenShop();

describe('names what breaks', () => {
  it('an active item without its service, and a service of an item that is not active', async () => {
    const { itemId } = await delivered(house);
    const gone = await brokenBy(house, (tx) => tx.service.delete({ where: { orderItemId: itemId } }));
    expect(gone.get('active-items-have-a-service')).toBe(itemId);
    expect(gone.get('sales-are-deliveries')).toBe(itemId);
    const early = await brokenBy(house, (tx) =>
      tx.orderItem.update({ where: { id: itemId }, data: { fulfilmentStatus: 'bought' } }),
    );
    expect(early.get('active-items-have-a-service')).toBe(itemId);
  });

  it('a delivered item whose cost is not booked, and a sale that is not', async () => {
    const { itemId } = await delivered(house);
    expect((await brokenBy(house, (tx) => unpost(tx, 'purchase', itemId))).get('purchases-booked-once')).toBe(itemId);
    expect((await brokenBy(house, (tx) => unpost(tx, 'sale', itemId))).get('sales-are-deliveries')).toBe(itemId);
  });

  it('a purchase that was booked without one', async () => {
    const { itemId } = await house.paid('CloudLinux', true);
    const made: { id?: string } = {};
    const broken = await brokenBy(house, async (tx) => {
      made.id = (await post(house, tx, 'purchase', `${itemId}:999`, [5n, -5n])).id;
    });
    expect(broken.get('purchases-have-a-service')).toBe(made.id);
  });

  it('two that hold one service of the upstream', async () => {
    const first = await delivered(house);
    const second = await delivered(house);
    const { upstreamServiceId } = await db().orderItem.findUniqueOrThrow({ where: { id: first.itemId } });
    const broken = await brokenBy(house, async (tx) => {
      await tx.$executeRaw`DROP INDEX order_items_upstream_service`;
      await tx.orderItem.update({ where: { id: second.itemId }, data: { upstreamServiceId } });
    });
    expect(broken.get('upstream-services-held-once')).toBe(`${house.shop.accountId} ${upstreamServiceId}`);
  });

  it('an item that was ordered twice', async () => {
    const { itemId } = await delivered(house);
    const call = await db().upstreamCall.findFirstOrThrow({ where: { orderItemId: itemId } });
    const { request: _request, baseline: _baseline, ...rest } = call;
    const again = { ...rest, id: newId('call'), upstreamServiceId: '999', request: {} };
    const broken = await brokenBy(house, (tx) => tx.upstreamCall.create({ data: again }));
    expect(broken.get('ordered-once')).toBe(itemId);
  });

  it('a renewal that was done and not booked, and one booked that was not done', async () => {
    const { itemId } = await delivered(house);
    const service = await db().service.findUniqueOrThrow({ where: { orderItemId: itemId } });
    const change = (status: 'done' | 'cancelled') => ({
      id: newId('chg'),
      storeId: house.shop.storeId,
      serviceId: service.id,
      action: 'renew' as const,
      status,
      period: 1,
      periodStart: new Date('2026-12-20'),
      cost: 100n,
      currency: 'EUR',
      requestedBy: 'test',
    });
    const done = change('done');
    const unbooked = await brokenBy(house, (tx) => tx.serviceChange.create({ data: done }));
    expect(unbooked.get('renewals-booked-once')).toBe(done.id);
    const cancelled = change('cancelled');
    const booked = await brokenBy(house, async (tx) => {
      await tx.serviceChange.create({ data: cancelled });
      await post(house, tx, 'renewal', cancelled.id, [100n, -100n]);
    });
    expect(booked.get('renewals-booked-once')).toBe(cancelled.id);
  });

  it('what is under way and has no next moment, or a call that nobody waits for', async () => {
    const { itemId } = await uncertain(house);
    const idle = await brokenBy(house, (tx) =>
      tx.orderItem.update({ where: { id: itemId }, data: { nextAttemptAt: null } }),
    );
    expect(idle.get('none-left-behind')).toBe(itemId);
    const callless = await brokenBy(house, (tx) => tx.upstreamCall.deleteMany({ where: { orderItemId: itemId } }));
    expect(callless.get('none-left-behind')).toBe(itemId);
  });

  it('what was due long ago', async () => {
    const { itemId } = await house.paid('CloudLinux', true);
    const nextAttemptAt = new Date(house.clock.now().getTime() - 2 * 60 * 60_000);
    const broken = await brokenBy(house, (tx) =>
      tx.orderItem.update({ where: { id: itemId }, data: { nextAttemptAt } }),
    );
    expect(broken.get('none-overdue')).toBe(itemId);
  });

  it('an unanswered call that was never settled', async () => {
    const { itemId } = await uncertain(house);
    const { id } = await db().upstreamCall.findFirstOrThrow({ where: { orderItemId: itemId } });
    const finishedAt = new Date(house.clock.now().getTime() - 26 * 60 * 60_000);
    const broken = await brokenBy(house, (tx) => tx.upstreamCall.update({ where: { id }, data: { finishedAt } }));
    expect(broken.get('calls-settled')).toBe(id);
  });

  it('an item that waits for a person without saying why', async () => {
    const first = await house.paid('CloudLinux', true);
    const broken = await brokenBy(house, (tx) =>
      tx.orderItem.update({
        where: { id: first.itemId },
        data: { fulfilmentStatus: 'needs_person', nextAttemptAt: null },
      }),
    );
    expect(broken.get('held-with-a-reason')).toBe(first.itemId);
  });

  it('and that two orders of one licence are both paid is nothing of the kind', async () => {
    const [first, second] = [
      await placeTestOrder(house.shop, 'CloudLinux', '888001', house.clock),
      await placeTestOrder(house.shop, 'CloudLinux', '888001', house.clock),
    ];
    for (const order of [first, second]) await payTestOrder(order, house.clock);
    await runFulfilment(house.clock.now);
    expect((await brokenBy(house, async () => undefined)).size).toBe(0);
  });
});
