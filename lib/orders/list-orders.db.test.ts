import { describe, expect, it } from 'vitest';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { payTestOrder, placeTestOrderFor, standing } from '#test/buying.ts';
import { makeShop } from '#test/factories.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { flightRecord } from './flight-record.ts';
import { listHeldChanges } from './list-held-changes.ts';
import type { OrderFilter } from './list-orders.ts';
import { listOrders } from './list-orders.ts';

const house = useOpenShop();

async function found(filter: OrderFilter): Promise<readonly string[]> {
  const { rows } = await listOrders(house.shop.owner, filter);
  return rows.map((row) => row.id);
}

it('a search for what the database cannot hold finds nothing, and does not break the list', async () => {
  const { owner } = await makeShop({ url: 'http://127.0.0.1:9/billmgr' });
  for (const q of ['\u0000', 'a\u0000@example.org', `${'x'.repeat(253)}😀`, 'T-1\u0000']) {
    await expect(listOrders(owner, { q })).resolves.toEqual({ rows: [], nextCursor: null });
  }
});

it.each([
  ['softexternal', '198.51.100.71'],
  ['soft', '2001:db8::71'],
  ['platform', ''],
] as const)('an order of kind %s is found by its address and by its id at the supplier', async (kind, ip) => {
  const order = await placeTestOrderFor(house.shop, { kind, ip, licname: 'web 7' }, house.clock);
  await payTestOrder(order, house.clock);
  await runFulfilment(house.clock.now);
  const { service, fulfilment } = await standing(order.itemId);
  expect(fulfilment).toBe('active');
  for (const q of [service?.upstreamServiceId ?? '', ip.toUpperCase()].filter((text) => text !== '')) {
    expect(await found({ q })).toEqual([order.orderId]);
  }
  const { rows } = await listOrders(house.shop.owner, { q: service?.upstreamServiceId ?? '' });
  expect(rows).toMatchObject([{ subject: ip === '' ? 'web 7' : ip }]);
  const record = JSON.stringify(await flightRecord(house.shop.owner, order.orderId, house.clock.now()));
  expect(record).not.toContain(service?.licenceKey ?? 'licenceKey');
});

describe('what waits for a person', () => {
  async function refused() {
    const order = await house.paid('CloudLinux', true);
    await house.sandbox.settings({ unknownLicences: [house.licence] });
    await runFulfilment(house.clock.now);
    house.clock.pass(60);
    return order.orderId;
  }

  it('is listed whole, with its age, the longest waiting first when asked for', async () => {
    const orders = [await refused(), await refused(), await refused()];
    await house.sandbox.settings({ unknownLicences: [] });
    expect(await found({ view: 'needs_person' })).toEqual(orders.toReversed());
    expect(await found({ view: 'needs_person', sort: 'oldest' })).toEqual(orders);
    const { rows } = await listOrders(house.shop.owner, { view: 'needs_person', sort: 'oldest' });
    const [first] = rows;
    expect(first).toMatchObject({ reason: 'licence_refused', waitsSince: expect.any(Date) });
    expect(house.clock.now().getTime() - (first?.waitsSince.getTime() ?? 0)).toBeGreaterThanOrEqual(180_000);
  });

  it('holds changes of services too, and no other store’s', async () => {
    const order = await house.paid('CloudLinux', true);
    await runFulfilment(house.clock.now);
    const service = await db().service.findUniqueOrThrow({ where: { orderItemId: order.itemId } });
    const { storeId } = house.shop;
    const held = { storeId, serviceId: service.id, status: 'needs_person', requestedBy: 'test' } as const;
    await db().serviceChange.create({ data: { id: newId('chg'), ...held, action: 'edit', reason: 'refused' } });
    expect(await listHeldChanges(house.shop.owner)).toMatchObject([
      { serviceId: service.id, action: 'edit', reason: 'refused', subject: house.licence },
    ]);
    const { owner } = await makeShop({ url: 'http://127.0.0.1:9/billmgr' });
    expect(await listHeldChanges(owner)).toEqual([]);
  });

  it('includes a refund that the provider refuses again and again', async () => {
    const order = await house.paid('CloudLinux', true);
    expect(await found({ view: 'needs_person' })).not.toContain(order.orderId);
    const { storeId } = house.shop;
    const money = { amount: 1n, currency: 'EUR', reason: 'x', requestedBy: 'test' };
    await db().refund.create({
      data: { id: newId('ref'), storeId, paymentId: order.paymentId, attempts: 4, ...money },
    });
    expect(await found({ view: 'needs_person' })).toContain(order.orderId);
    await runFulfilment(house.clock.now);
  });
});
