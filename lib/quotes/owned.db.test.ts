import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { db } from '#lib/platform/db.ts';
import { payTestOrder, placeTestOrderFor } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { ownership } from './owned.ts';
import { requestCatalogueQuote } from './request-catalogue-quote.ts';

const clock = new TestClock();
let sandbox: TestSandbox;
let shop: TestShop;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
afterAll(() => sandbox.close());

async function ask(kind: ProductKind, upstreamId: string, wish: { ip?: string }): Promise<string> {
  const { id } = await db().product.findFirstOrThrow({
    where: { storeId: shop.storeId, kind, item: { upstreamId } },
  });
  return requestCatalogueQuote(shop.visitor, { productId: id, ...wish }, clock.now());
}

describe('ownership by kind', () => {
  const free = (kind: ProductKind, upstreamId: string, thing: { licence?: string; ip?: string }) =>
    ownership(db(), shop.storeId, { kind, upstreamId, licence: '', ip: '', ...thing });

  test.each(['softexternal', 'soft'] as const)(
    'a %s belongs to its server: nobody else may buy it there',
    async (kind) => {
      const upstreamId = kind === 'soft' ? '55233' : '9204';
      const ip = kind === 'soft' ? '203.0.113.21' : '203.0.113.22';
      const order = await placeTestOrderFor(shop, { kind, upstreamId, ip }, clock);
      expect(await free(kind, upstreamId, { ip })).toBe('free');
      await payTestOrder(order, clock);
      expect(await free(kind, upstreamId, { ip })).toBe('being_bought');
      await expect(ask(kind, upstreamId, { ip })).rejects.toMatchObject({ fact: 'already_being_bought', field: 'ip' });
      for (const status of ['in_cart', 'needs_person'] as const) {
        await db().orderItem.update({ where: { id: order.itemId }, data: { fulfilmentStatus: status } });
        expect(await free(kind, upstreamId, { ip })).toBe('being_bought');
      }
      expect(await free(kind, upstreamId, { ip: '203.0.113.23' })).toBe('free');
      expect(await free(kind === 'soft' ? 'softexternal' : 'soft', upstreamId, { ip })).toBe('free');
    },
  );

  test('platforms may stand side by side', async () => {
    const order = await placeTestOrderFor(shop, { kind: 'platform' }, clock);
    await payTestOrder(order, clock);
    expect(await free('platform', '55163', {})).toBe('free');
    expect(await ask('platform', '55163', {})).toHaveLength(32);
  });

  test('a service counts until it is deleted', async () => {
    const order = await placeTestOrderFor(shop, { kind: 'softexternal', ip: '203.0.113.31' }, clock);
    const item = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId }, include: { order: true } });
    await db().orderItem.update({ where: { id: item.id }, data: { fulfilmentStatus: 'active' } });
    await db().service.create({
      data: {
        id: 'svc_test',
        storeId: shop.storeId,
        customerId: item.order.customerId,
        orderItemId: item.id,
        upstreamAccountId: shop.accountId,
        upstreamServiceId: '999',
        kind: 'softexternal',
        upstreamId: '9203',
        name: item.name,
        ip: item.ip,
        period: 1,
        upstreamCurrency: 'EUR',
      },
    });
    const status = async (value: 'active' | 'suspended' | 'deleted') => {
      await db().service.update({ where: { id: 'svc_test' }, data: { status: value } });
      return free('softexternal', '9203', { ip: '203.0.113.31' });
    };
    expect(await status('active')).toBe('owned');
    expect(await status('suspended')).toBe('owned');
    expect(await status('deleted')).toBe('free');
  });
});
