import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hideProduct } from '#lib/catalogue/hide-product.ts';
import { showProduct } from '#lib/catalogue/show-product.ts';
import { AppError } from '#lib/domain/errors.ts';
import { ROUNDINGS } from '#lib/domain/price.ts';
import { db } from '#lib/platform/db.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop, makeShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { checkSale } from './below-cost.ts';
import type { MarkupInput } from './set-markup.ts';
import { setMarkup } from './set-markup.ts';
import { publishPrices } from './publish-prices.ts';

let sandbox: TestSandbox;
const clock = new TestClock();
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());

const newest = (shop: TestShop) =>
  db().publishedPriceList.findFirstOrThrow({
    where: { storeId: shop.storeId },
    orderBy: { version: 'desc' },
    include: { prices: true },
  });
const product = (shop: TestShop, additionIntname: string) =>
  db().product.findFirstOrThrow({
    where: { storeId: shop.storeId, kind: 'addition', item: { additionIntname } },
    include: { item: true },
  });
const percent = (target: MarkupInput['target'], percentBps: number): MarkupInput => ({
  target,
  percentBps,
  fixed: 0n,
  rounding: 'minor',
});

async function retailOf(shop: TestShop, additionIntname: string, period = 1): Promise<bigint | undefined> {
  return (await newest(shop)).prices.find(
    (price) => price.kind === 'addition' && price.additionIntname === additionIntname && price.period === period,
  )?.retail;
}

describe('a published version', () => {
  test('has every price that can be sold, and says why the others are left out', async () => {
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    const list = await newest(shop);
    expect(list).toMatchObject({ version: 1, currency: 'EUR' });
    expect(await retailOf(shop, 'CloudLinux')).toBe(124_800n);
    expect(list.prices.find(({ additionIntname }) => additionIntname === 'CloudLinux')?.markup).toEqual({
      scopeKey: 'default',
      percentBps: 2000,
      fixed: '0',
      rounding: 'minor',
    });
    const softaculous = await product(shop, 'Softaculous');
    await hideProduct(shop.owner, softaculous.id);
    await setMarkup(
      shop.owner,
      percent({ scope: 'product', productId: (await product(shop, 'KernelCare')).id }, -1_000),
    );
    const result = await publishPrices(shop.owner, { note: ' autumn ' }, clock.now());
    const reasons = new Set(result.leftOut.map(({ name, reason }) => `${name}: ${reason}`));
    expect(reasons).toContain('Softaculous: hidden');
    expect(reasons).toContain('KernelCare: below_cost');
    expect(reasons).toContain('Revisium antivirus: inactive');
    expect(reasons).toContain('BitNinja: trial');
    expect(await newest(shop)).toMatchObject({
      version: 2,
      note: 'autumn',
      publishedBy: shop.owner.kind === 'staff' ? shop.owner.userId : '',
    });
    expect(await retailOf(shop, 'Softaculous')).toBeUndefined();
    expect(await retailOf(shop, 'KernelCare')).toBeUndefined();
    await showProduct(shop.owner, softaculous.id);
    await publishPrices(shop.owner, {}, clock.now());
    expect(await retailOf(shop, 'Softaculous')).toBe(24_000n);
  });

  test('cannot be changed', async () => {
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    const { id } = await newest(shop);
    await expect(
      db().publishedPrice.updateMany({ where: { publishedPriceListId: id }, data: { retail: 10_000_000n } }),
    ).rejects.toThrow('append-only');
    await expect(db().publishedPrice.deleteMany({ where: { publishedPriceListId: id } })).rejects.toThrow(
      'append-only',
    );
    await expect(db().publishedPriceList.update({ where: { id }, data: { note: 'x' } })).rejects.toThrow('append-only');
  });

  test('two publications at once make two versions in order', async () => {
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    const made = await Promise.all(Array.from({ length: 5 }, () => publishPrices(shop.owner, {}, clock.now())));
    expect(new Set(made.map(({ version }) => version))).toEqual(new Set([2, 3, 4, 5, 6]));
  });

  test('never has a price below cost, whatever the rules are', async () => {
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    const productId = (await product(shop, 'LiteSpeed')).id;
    const rules = fc.record({
      target: fc.constantFrom<MarkupInput['target']>(
        { scope: 'default' },
        { scope: 'kind', kind: 'addition' },
        { scope: 'product', productId },
      ),
      percentBps: fc.integer({ min: -9_000, max: 5_000 }),
      fixed: fc.bigInt(-100_000n, 100_000n),
      rounding: fc.constantFrom(...ROUNDINGS),
    });
    await fc.assert(
      fc.asyncProperty(rules, async (rule) => {
        await setMarkup(shop.owner, rule);
        const refused = await publishPrices(shop.owner, {}, clock.now()).then(
          () => null,
          (error: unknown) => error,
        );
        expect(refused === null || (refused instanceof AppError && refused.fact === 'nothing_to_publish')).toBe(true);
        const { prices } = await newest(shop);
        expect(prices.filter(({ retail, cost }) => retail < cost || retail % 100n !== 0n)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('is refused without a default markup, and when nothing remains', async () => {
    const shop = await makeShop({ url: sandbox.url });
    await expect(publishPrices(shop.owner, {}, clock.now())).rejects.toMatchObject({ fact: 'nothing_to_publish' });
    await db().markup.deleteMany({ where: { storeId: shop.storeId } });
    await expect(publishPrices(shop.owner, {}, clock.now())).rejects.toMatchObject({ fact: 'no_default_markup' });
  });

  test('sells a tariff of two accounts once, by the one with the lower priority number', async () => {
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    const account = await db().upstreamAccount.findUniqueOrThrow({ where: { id: shop.accountId } });
    const { id: _id, createdAt: _at, ...fields } = account;
    await db().upstreamAccount.create({ data: { ...fields, id: 'upa_second', username: 'second', priority: 0 } });
    const item = await db().priceListItem.findFirstOrThrow({
      where: { upstreamAccountId: shop.accountId, additionIntname: 'CloudLinux' },
    });
    const copy = { ...item, id: 'itm_second', upstreamAccountId: 'upa_second', addons: [] };
    const cost = { cost: 80_000n, currency: 'EUR', upstreamCost: 80_000n, upstreamCurrency: 'EUR' };
    await db().priceListItem.create({
      data: { ...copy, costs: { create: { period: 1, ...cost } } },
    });
    await db().product.create({
      data: { id: 'prd_second', storeId: shop.storeId, kind: 'addition', name: 'CloudLinux', itemId: 'itm_second' },
    });
    const { leftOut } = await publishPrices(shop.owner, {}, clock.now());
    const sold = (await newest(shop)).prices.filter(({ additionIntname }) => additionIntname === 'CloudLinux');
    expect(sold).toMatchObject([
      { productId: 'prd_second', period: 1, retail: 96_000n, upstreamAccountId: 'upa_second' },
    ]);
    expect(leftOut.filter(({ reason }) => reason === 'sold_by_other_account')).toHaveLength(4);
  });
});

describe('a sale', () => {
  test('is checked against the cost of the last pull', async () => {
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    const { itemId, item } = await product(shop, 'CloudLinux');
    const { upstreamAccountId, kind, upstreamId } = item;
    const check = (retail: bigint, period = 1) =>
      checkSale(db(), { upstreamAccountId, kind, upstreamId, period, addons: {}, retail });
    expect(await check(104_000n)).toBe('ok');
    expect(await check(103_999n)).toBe('below_cost');
    expect(await check(999_999_999n, 24)).toBe('gone');
    await db().priceListItem.update({ where: { id: itemId }, data: { vanishedAt: clock.now() } });
    expect(await check(104_000n)).toBe('gone');
  });
});
