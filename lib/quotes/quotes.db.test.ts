import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestRefund } from '#lib/billing/request-refund.ts';
import { hideProduct } from '#lib/catalogue/hide-product.ts';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { publishPrices } from '#lib/pricing/publish-prices.ts';
import { setMarkup } from '#lib/pricing/set-markup.ts';
import { payTestOrder, placeTestOrder } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop, makeQuote } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { ownership } from './owned.ts';
import { findCheckout } from './queries.ts';
import { renewQuote } from './renew-quote.ts';
import { requestQuote } from './request-quote.ts';

const clock = new TestClock();
let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const open = () => makeOpenShop({ url: sandbox.url }, clock.now());
const doublePrices = async (shop: TestShop): Promise<void> => {
  await setMarkup(shop.owner, { target: { scope: 'default' }, percentBps: 10_000, fixed: 0n, rounding: 'minor' });
  await publishPrices(shop.owner, {}, clock.now());
};

describe('a checkout', () => {
  test('shows the quoted prices with their saving, and no trial', async () => {
    const shop = await open();
    const quoteId = await makeQuote(shop, 'BitNinja', '1', clock.now());
    expect(await findCheckout(shop.visitor, quoteId, clock.now())).toMatchObject({
      productName: 'BitNinja',
      licence: '1',
      currency: 'EUR',
      expired: false,
      changed: null,
      owned: false,
      beingBought: false,
      available: true,
      orderPublicId: null,
      options: [
        { period: 1, retail: 360_000n, monthly: 360_000n, savingBps: 0 },
        { period: 6, retail: 2_052_000n, monthly: 342_000n, savingBps: 500 },
        { period: 12, retail: 3_888_000n, monthly: 324_000n, savingBps: 1_000 },
      ],
    });
  });

  test('of another store is not found', async () => {
    const shop = await open();
    const other = await open();
    const quoteId = await makeQuote(shop, 'CloudLinux', '1', clock.now());
    expect(await findCheckout(other.visitor, quoteId, clock.now())).toBeNull();
    await expect(renewQuote(other.visitor, quoteId, clock.now())).rejects.toMatchObject({ fact: 'quote_not_found' });
  });

  test('holds its price when another is published, and names the difference', async () => {
    const shop = await open();
    const quoteId = await makeQuote(shop, 'KernelCare', '1', clock.now());
    await doublePrices(shop);
    const view = await findCheckout(shop.visitor, quoteId, clock.now());
    expect(view?.options[0]).toMatchObject({ period: 1, retail: 35_400n });
    expect(view?.changed).toEqual([
      { period: 1, quoted: 35_400n, now: 59_000n },
      { period: 12, quoted: 382_400n, now: 637_200n },
    ]);
  });
});

describe('an expired quote', () => {
  test('is renewed at the prices of now, for the same module and licence', async () => {
    const shop = await open();
    const quoteId = await makeQuote(shop, 'KernelCare', '42', clock.now());
    expect(await renewQuote(shop.visitor, quoteId, clock.now())).toBe(quoteId);
    await doublePrices(shop);
    clock.pass(30 * 60);
    expect((await findCheckout(shop.visitor, quoteId, clock.now()))?.expired).toBe(true);
    const renewed = await renewQuote(shop.visitor, quoteId, clock.now());
    expect(renewed).not.toBe(quoteId);
    expect(await findCheckout(shop.visitor, renewed, clock.now())).toMatchObject({
      expired: false,
      changed: null,
      licence: '42',
      options: [{ retail: 59_000n }, {}],
    });
  });

  test('is refused for a module that is not sold any more', async () => {
    const shop = await open();
    const quoteId = await makeQuote(shop, 'KernelCare', '42', clock.now());
    const { productId } = await db().quote.findUniqueOrThrow({ where: { id: quoteId } });
    await hideProduct(shop.owner, productId);
    clock.pass(31 * 60);
    expect((await findCheckout(shop.visitor, quoteId, clock.now()))?.available).toBe(false);
    await expect(renewQuote(shop.visitor, quoteId, clock.now())).rejects.toMatchObject({ fact: 'not_sold' });
  });
});

describe('a quote that the supplier’s price has overtaken', () => {
  test('is said to be so before any money moves, and renewed at the new price', async () => {
    const shop = await open();
    const quoteId = await makeQuote(shop, 'KernelCare', '43', clock.now());
    expect(await findCheckout(shop.visitor, quoteId, clock.now())).toMatchObject({ overtaken: false });
    await db().itemCost.updateMany({ where: { item: { upstreamAccountId: shop.accountId } }, data: { cost: 90_000n } });
    expect(await findCheckout(shop.visitor, quoteId, clock.now())).toMatchObject({ overtaken: true, expired: false });
    await publishPrices(shop.owner, {}, clock.now());
    const renewed = await renewQuote(shop.visitor, quoteId, clock.now());
    expect(renewed).not.toBe(quoteId);
    expect(await findCheckout(shop.visitor, renewed, clock.now())).toMatchObject({
      overtaken: false,
      options: [{ retail: 108_000n }, {}],
    });
  });
});

describe('ownership', () => {
  test('a module is being bought from its payment on, and owned from its activation on', async () => {
    const shop = await open();
    const licence = '777';
    const link = { module: 'CloudLinux', moduleId: null, licence, ip: '' };
    const order = await placeTestOrder(shop, 'CloudLinux', licence, clock);
    const item = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    const now = () => ownership(db(), shop.storeId, item);
    expect(await now()).toBe('free');
    await payTestOrder(order, clock);
    expect(await now()).toBe('being_bought');
    expect(await requestQuote(shop.visitor, link, clock.now())).toEqual({
      kind: 'problem',
      problem: 'already_being_bought',
    });
    await runFulfilment(clock.now);
    expect(await now()).toBe('owned');
    expect(await requestQuote(shop.visitor, link, clock.now())).toEqual({ kind: 'problem', problem: 'already_owned' });
    expect(await requestQuote(shop.visitor, { ...link, licence: '778' }, clock.now())).toMatchObject({
      kind: 'quoted',
    });
  });

  test('a module that has expired, or was refunded when active, still stands at the supplier and is not sold again', async () => {
    const shop = await open();
    const licence = '779';
    const order = await placeTestOrder(shop, 'CloudLinux', licence, clock);
    await payTestOrder(order, clock);
    await runFulfilment(clock.now);
    const item = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    const link = { module: 'CloudLinux', moduleId: null, licence, ip: '' };
    await db().service.update({ where: { orderItemId: order.itemId }, data: { expiresOn: new Date('2026-11-01') } });
    expect(await ownership(db(), shop.storeId, item)).toBe('owned');
    await requestRefund(shop.owner, order.orderId, 'Wrong licence', clock.now());
    expect(await ownership(db(), shop.storeId, item)).toBe('owned');
    expect(await requestQuote(shop.visitor, link, clock.now())).toEqual({ kind: 'problem', problem: 'already_owned' });
  });
});
