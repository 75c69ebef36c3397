import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { db } from '#lib/platform/db.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { readPublishedAddons } from './addons.ts';
import { checkSale, currentCost } from './below-cost.ts';
import { publicCatalogue } from './public-catalogue.ts';
import { publishPrices } from './publish-prices.ts';
import { priceDesk } from './queries.ts';
import { setMarkup } from './set-markup.ts';

let sandbox: TestSandbox;
const clock = new TestClock();
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
beforeEach(() => clock.pass(60));
afterAll(() => sandbox.close());

const open = () => makeOpenShop({ url: sandbox.url }, clock.now());
const platform = (shop: TestShop, period = 1) =>
  db().publishedPrice.findFirst({
    where: { kind: 'platform', upstreamId: '55163', period, list: { storeId: shop.storeId } },
    orderBy: { list: { version: 'desc' } },
    include: { list: { select: { version: true } } },
  });
const newestVersion = async (shop: TestShop) =>
  (
    await db().publishedPriceList.findFirstOrThrow({
      where: { storeId: shop.storeId },
      orderBy: { version: 'desc' },
    })
  ).version;
const change = (addons: object) => sandbox.prices({ tariffs: { 'platform:55163': { addons } } });
const repull = (shop: TestShop) => {
  clock.pass(60);
  return pullPriceList(shop.system, shop.accountId, clock.now());
};

describe('a published price', () => {
  test('has its add-ons with the retail of one unit by the rule of the product, for its own period', async () => {
    const shop = await open();
    expect(readPublishedAddons((await platform(shop))?.addons)).toEqual([
      { id: '55165', name: 'Nodes', type: 'number', min: 1, max: 100, cost: 82_500n, retail: 99_000n },
      { id: '55164', name: 'Virtual machines', type: 'number', min: 0, max: null, cost: 3_500n, retail: 4_200n },
    ]);
    expect(readPublishedAddons((await platform(shop, 12))?.addons)[0]).toMatchObject({ retail: 1_069_200n });
  });

  test('never has an add-on below cost, even under a rule that would lower it', async () => {
    const shop = await open();
    const product = await db().product.findFirstOrThrow({
      where: { storeId: shop.storeId, kind: 'platform', item: { upstreamId: '55163' } },
    });
    // The base costs 11, an add-on 0.35: a fixed part below zero is paid by the one and not by the other.
    const target = { scope: 'product', productId: product.id } as const;
    await setMarkup(shop.owner, { target, percentBps: 1_000, fixed: -5_000n, rounding: 'minor' });
    await publishPrices(shop.owner, {}, clock.now());
    const [nodes, machines] = readPublishedAddons((await platform(shop))?.addons);
    expect(nodes?.retail).toBe(85_800n);
    expect(machines?.retail).toBe(3_500n);
  });

  test('is left out where something that must be taken has no price', async () => {
    const shop = await open();
    await change({ 55165: { periods: { 12: null } } });
    expect((await repull(shop)).withdrawn).toBe(1);
    const { leftOut } = await publishPrices(shop.owner, {}, clock.now());
    expect(leftOut).toContainEqual(
      expect.objectContaining({ name: 'VMmanager 6', period: 12, reason: 'addon_unpriced' }),
    );
    await change({ 55165: { periods: { 12: '89.1000' } } });
  });

  test('loses an add-on that is gone or dearer than its retail, and is withdrawn with one that must be taken', async () => {
    const shop = await open();
    await change({ 55164: { periods: { 1: '0.5000' } } });
    expect((await repull(shop)).withdrawn).toBe(1);
    expect(readPublishedAddons((await platform(shop))?.addons).map(({ id }) => id)).toEqual(['55165']);
    const version = await newestVersion(shop);
    await change({ 55165: { periods: { 1: '9.9001' } } });
    expect((await repull(shop)).withdrawn).toBe(1);
    expect((await platform(shop))?.list.version).toBe(version);
    expect(await newestVersion(shop)).toBe(version + 1);
    await change({ 55164: { periods: { 1: '0.3500' } }, 55165: { periods: { 1: '8.2500' } } });
  });

  test('counts as changed on the price desk when only an add-on changed', async () => {
    const shop = await open();
    expect((await priceDesk(shop.owner)).unpublishedChanges).toBe(0);
    await change({ 55164: { periods: { 1: '0.3600' } } });
    await repull(shop);
    const desk = await priceDesk(shop.owner);
    expect(desk.rows.filter(({ changed }) => changed)).toMatchObject([{ name: 'VMmanager 6', period: 1 }]);
    await change({ 55164: { periods: { 1: '0.3500' } } });
  });
});

describe('a sale with add-ons', () => {
  test('is checked against all of what the upstream asks now, and against its limits', async () => {
    const shop = await open();
    const sold = (addons: Record<string, number>, period = 1) => ({
      upstreamAccountId: shop.accountId,
      kind: 'platform' as const,
      upstreamId: '55163',
      period,
      addons,
    });
    expect(await currentCost(db(), sold({ 55165: 2, 55164: 10 }))).toEqual({
      cost: 110_000n + 2n * 82_500n + 10n * 3_500n,
      upstreamCost: 310_000n,
      upstreamCurrency: 'EUR',
    });
    expect(await currentCost(db(), sold({ 99: 1 }))).toBeNull();
    expect(await checkSale(db(), { ...sold({ 55165: 2, 55164: 10 }), retail: 310_000n })).toBe('ok');
    expect(await checkSale(db(), { ...sold({ 55165: 2, 55164: 10 }), retail: 309_999n })).toBe('below_cost');
    expect(await checkSale(db(), { ...sold({ 55165: 101 }), retail: 10n ** 12n })).toBe('gone');
    expect(await checkSale(db(), { ...sold({}), retail: 10n ** 12n })).toBe('gone');
    expect(await checkSale(db(), { ...sold({ 55165: 1 }, 3), retail: 10n ** 12n })).toBe('gone');
  });
});

describe('the public catalogue', () => {
  test('shows the fewest that must be taken in the price, never a cost, and nothing that is hidden', async () => {
    const shop = await open();
    const catalogue = await publicCatalogue(shop.visitor);
    const product = catalogue?.products.find(({ name }) => name === 'VMmanager 6');
    expect(product).toMatchObject({
      kind: 'platform',
      periods: [{ period: 1, base: 132_000n, retail: 231_000n }, { period: 12 }],
    });
    expect(product?.periods[0]?.addons[0]).not.toHaveProperty('cost');
    await db().product.updateMany({ where: { id: product?.id ?? '' }, data: { hidden: true } });
    expect((await publicCatalogue(shop.visitor))?.products.map(({ name }) => name)).not.toContain('VMmanager 6');
    const other = await open();
    expect((await publicCatalogue(other.visitor))?.products.map(({ id }) => id)).not.toContain(product?.id);
  });
});
