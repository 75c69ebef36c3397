import { describe, expect, it } from 'vitest';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { placeOrder } from '#lib/orders/place-order.ts';
import { db } from '#lib/platform/db.ts';
import { newPublicId } from '#lib/platform/ids.ts';
import { readPublishedAddons } from '#lib/pricing/addons.ts';
import { payTestOrder, runFor, standing } from '#test/buying.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { runFulfilment } from './run-fulfilment.ts';

const house = useOpenShop();
let last = 10;

/** A paid order of the cheapest product of a kind, for an address of its own. */
async function paid(kind: ProductKind, more = 1) {
  last += 1;
  const ip = kind === 'platform' ? '' : `198.51.100.${last}`;
  const price = await db().publishedPrice.findFirstOrThrow({
    where: { kind, period: 1, list: { storeId: house.shop.storeId } },
    orderBy: { retail: 'asc' },
  });
  const id = newPublicId();
  const addons = Object.fromEntries(readPublishedAddons(price.addons).map((addon) => [addon.id, addon.min + more]));
  const { productId, publishedPriceListId } = price;
  const times = { createdAt: house.clock.now(), expiresAt: new Date(house.clock.now().getTime() + 1_800_000) };
  await db().quote.create({
    data: { id, storeId: house.shop.storeId, productId, publishedPriceListId, ip, licname: 'web 1', addons, ...times },
  });
  const input = { quoteId: id, period: 1, email: `kind${last}@example.org`, country: 'DE' };
  const { orderPublicId } = await placeOrder(house.shop.visitor, input, house.clock.now());
  const order = await db().order.findUniqueOrThrow({
    where: { publicId: orderPublicId },
    include: { items: true, payments: true },
  });
  const [item] = order.items;
  const [payment] = order.payments;
  if (!item || !payment?.externalId) throw new Error('The order has no charge');
  await payTestOrder({ chargeId: payment.externalId }, house.clock);
  return { itemId: item.id, ip };
}

async function boughtFor(itemId: string): Promise<number> {
  const { calls } = await standing(itemId);
  const { services } = await house.sandbox.state();
  return services.filter((each) => each.paid && calls.some((call) => call.correlation === each.remoteid)).length;
}

describe.each(['softexternal', 'soft', 'platform'] as const)('a %s order', (kind) => {
  const func = `${kind}.order.param`;

  it('is active in one round when nothing goes wrong, and its service knows what it is', async () => {
    const { itemId, ip } = await paid(kind);
    await runFulfilment(house.clock.now);
    const { fulfilment, order, service, calls } = await standing(itemId);
    expect({ fulfilment, order }).toEqual({ fulfilment: 'active', order: 'completed' });
    expect(service).toMatchObject({ kind, ip, licname: 'web 1', status: 'active' });
    expect(service?.licenceKey === null).toBe(kind !== 'soft');
    expect(calls.map((call) => call.func)).toEqual([func]);
    expect(await boughtFor(itemId)).toBe(1);
  });

  it.each(['drop-after', 'drop-before', 'http-502-after', 'http-500', 'html-after', 'truncated', 'garbage'])(
    'is bought once under %s',
    async (fault) => {
      const { itemId } = await paid(kind);
      await house.sandbox.faults([{ func, fault, times: 1 }]);
      await runFor(house.clock, 700, 10);
      expect(await standing(itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
      expect(await boughtFor(itemId)).toBe(1);
    },
  );
});

describe('an ispmanager licence', () => {
  it('is active only once its key is made', async () => {
    await house.sandbox.settings({ activationDelayMs: 3_600_000 });
    const { itemId } = await paid('soft');
    await runFor(house.clock, 120, 20);
    expect(await standing(itemId)).toMatchObject({ fulfilment: 'bought', service: null });
    await house.sandbox.settings({ activationDelayMs: 0 });
    await runFor(house.clock, 600, 60);
    const { fulfilment, service } = await standing(itemId);
    expect(fulfilment).toBe('active');
    expect(service?.licenceKey).toMatch(/^\d+-/);
  });

  it('for an address that the upstream refuses is a person’s, and nothing is bought', async () => {
    const { itemId } = await paid('soft');
    await house.sandbox.faults([{ func: 'soft.checkip', fault: 'error-envelope', type: 'exists', object: 'ip' }]);
    await runFor(house.clock, 60);
    expect(await standing(itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'ip_refused' });
    expect(await boughtFor(itemId)).toBe(0);
  });
});

describe('a platform', () => {
  it('is bought with the quantities that were paid for, and a second one stands beside it', async () => {
    const orders = [await paid('platform', 1), await paid('platform', 3)];
    await runFor(house.clock, 60);
    const { ledger } = await house.sandbox.state();
    const charged = ledger.slice(-2).map((entry) => entry.amount);
    const items = await Promise.all(
      orders.map(({ itemId }) => db().orderItem.findUniqueOrThrow({ where: { id: itemId } })),
    );
    expect(items.map((item) => item.fulfilmentStatus)).toEqual(['active', 'active']);
    expect(items.map((item) => `-${formatFixed(item.upstreamCost ?? 0n)}`).toSorted()).toEqual(charged.toSorted());
    expect(items[0]?.upstreamCost).not.toBe(items[1]?.upstreamCost);
  });
});

function formatFixed(amount: bigint): string {
  return `${amount / 10_000n}.${String(amount % 10_000n).padStart(4, '0')}`;
}
