import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hideProduct } from '#lib/catalogue/hide-product.ts';
import { parseAmount } from '#lib/domain/money.ts';
import { db } from '#lib/platform/db.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { publishPrices } from './publish-prices.ts';
import { priceDesk } from './queries.ts';
import { removeMarkup } from './remove-markup.ts';
import type { MarkupInput } from './set-markup.ts';
import { setMarkup } from './set-markup.ts';

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
  db().product.findFirstOrThrow({ where: { storeId: shop.storeId, item: { additionIntname } } });
const percent = (target: MarkupInput['target'], percentBps: number): MarkupInput => ({
  target,
  percentBps,
  fixed: 0n,
  rounding: 'minor',
});

async function retailOf(shop: TestShop, additionIntname: string, period = 1): Promise<bigint | undefined> {
  return (await newest(shop)).prices.find(
    (price) => price.additionIntname === additionIntname && price.period === period,
  )?.retail;
}

describe('markup rules', () => {
  test('the most specific one is applied, and removing it brings the next one back', async () => {
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    const { id: productId, itemId } = await product(shop, 'CloudLinux');
    const publish = async () => {
      await publishPrices(shop.owner, {}, clock.now());
      return retailOf(shop, 'CloudLinux');
    };
    await setMarkup(shop.owner, percent({ scope: 'kind', kind: 'addition' }, 3_000));
    expect(await publish()).toBe(135_200n);
    await setMarkup(shop.owner, percent({ scope: 'product', productId }, 5_000));
    expect(await publish()).toBe(156_000n);
    await setMarkup(shop.owner, {
      target: { scope: 'item', itemId },
      percentBps: 0,
      fixed: parseAmount('1') ?? 0n,
      rounding: 'x99',
    });
    expect(await publish()).toBe(119_900n);
    await removeMarkup(shop.owner, { scope: 'item', itemId });
    expect(await publish()).toBe(156_000n);
    const events = await db().auditEntry.findMany({
      where: { storeId: shop.storeId, event: { startsWith: 'markup.' } },
      orderBy: { createdAt: 'asc' },
    });
    expect(events.map(({ event }) => event)).toEqual(['markup.set', 'markup.set', 'markup.set', 'markup.removed']);
  });

  test('what is out of range, of another store, or not allowed is refused', async () => {
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    const other = await makeOpenShop({ url: sandbox.url }, clock.now());
    const { id: productId, itemId } = await product(other, 'CloudLinux');
    const set = (input: MarkupInput) => setMarkup(shop.owner, input);
    await expect(set(percent({ scope: 'default' }, -9_001))).rejects.toMatchObject({ field: 'percent' });
    await expect(set(percent({ scope: 'default' }, 100_001))).rejects.toMatchObject({ field: 'percent' });
    await expect(set(percent({ scope: 'default' }, 1.5))).rejects.toMatchObject({ field: 'percent' });
    await expect(set({ ...percent({ scope: 'default' }, 0), fixed: 10n ** 18n })).rejects.toMatchObject({
      field: 'fixed',
    });
    await expect(set(percent({ scope: 'product', productId }, 0))).rejects.toMatchObject({ kind: 'not_found' });
    await expect(set(percent({ scope: 'item', itemId }, 0))).rejects.toMatchObject({ kind: 'not_found' });
    await expect(removeMarkup(shop.owner, { scope: 'default' })).rejects.toMatchObject({ fact: 'default_stays' });
    await expect(hideProduct(shop.owner, productId)).rejects.toMatchObject({ kind: 'not_found' });
    const support = { ...shop.owner, role: 'support' } as const;
    for (const actor of [shop.visitor, ...(support.kind === 'staff' ? [support] : [])]) {
      await expect(setMarkup(actor, percent({ scope: 'default' }, 0))).rejects.toMatchObject({ kind: 'forbidden' });
      await expect(removeMarkup(actor, { scope: 'kind', kind: 'addition' })).rejects.toMatchObject({
        kind: 'forbidden',
      });
      await expect(publishPrices(actor, {}, clock.now())).rejects.toMatchObject({ kind: 'forbidden' });
    }
    await expect(priceDesk(shop.visitor)).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('the desk', () => {
  test('shows what is published, what the rules say now, and how many prices a publication would change', async () => {
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    expect(await priceDesk(shop.owner)).toMatchObject({
      version: 1,
      unpublishedChanges: 0,
      currency: 'EUR',
      accounts: [{ id: shop.accountId }],
    });
    const { id: productId } = await product(shop, 'CloudLinux');
    await setMarkup(shop.owner, percent({ scope: 'product', productId }, 2_500));
    const desk = await priceDesk(shop.owner);
    expect(desk.unpublishedChanges).toBe(4);
    expect(desk.rows.find((row) => row.productId === productId && row.period === 1)).toMatchObject({
      cost: 104_000n,
      retailPublished: 124_800n,
      retailNow: 130_000n,
      margin: 26_000n,
      marginBps: 2_000,
      belowCost: false,
      changed: true,
    });
    await publishPrices(shop.owner, {}, clock.now());
    expect((await priceDesk(shop.owner)).unpublishedChanges).toBe(0);
    await hideProduct(shop.owner, productId);
    expect((await priceDesk(shop.owner)).unpublishedChanges).toBe(4);
  });
});
