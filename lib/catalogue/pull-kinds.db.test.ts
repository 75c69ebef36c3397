import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { convertCost, parseRate } from '#lib/domain/exchange-rate.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { db } from '#lib/platform/db.ts';
import { readListedAddons } from '#lib/pricing/addons.ts';
import { publishPrices } from '#lib/pricing/publish-prices.ts';
import { setCurrency } from '#lib/upstream-accounts/set-currency.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop, makeShop } from '#test/factories.ts';
import { startRawUpstream } from '#test/raw-upstream.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { pullPriceList } from './pull-price-list.ts';

let sandbox: TestSandbox;
const clock = new TestClock();
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
beforeEach(() => clock.pass(60));
afterAll(() => sandbox.close());

const pull = (shop: TestShop) => pullPriceList(shop.system, shop.accountId, clock.now());
const items = (shop: TestShop) =>
  db().priceListItem.findMany({
    where: { upstreamAccountId: shop.accountId },
    orderBy: [{ kind: 'asc' }, { upstreamId: 'asc' }],
    include: { costs: { orderBy: { period: 'asc' } } },
  });
const item = async (shop: TestShop, kind: ProductKind, upstreamId: string) => {
  const found = (await items(shop)).find((each) => each.kind === kind && each.upstreamId === upstreamId);
  if (!found) throw new Error(`No ${kind} ${upstreamId}`);
  return found;
};
const account = (shop: TestShop, data: Parameters<ReturnType<typeof db>['upstreamAccount']['update']>[0]['data']) =>
  db().upstreamAccount.update({ where: { id: shop.accountId }, data });
const rate = (text: string, setAt: Date) => ({ exchangeRate: parseRate(text), exchangeRateAt: setAt });

/** An upstream that has one list per kind; a kind that is not named has an empty one. */
async function listsOf(shop: TestShop, lists: Partial<Record<ProductKind, string>>) {
  const known = new Map<string, string>(Object.entries(lists));
  const upstream = await startRawUpstream(({ params }) => known.get(params.get('itemtype') ?? '') ?? '<doc/>');
  await account(shop, { url: upstream.connection.url });
  return upstream;
}

function list(currency: string, cost = '10.0000'): string {
  return `<doc><pricelist><id>1</id><name>One</name><price currency="${currency}"><period cost="${cost}" type="month" length="1"/></price></pricelist></doc>`;
}

describe('a pull of all kinds', () => {
  test('takes over the tariffs of each with their add-ons; one id may stand in two kinds', async () => {
    const shop = await makeShop({ url: sandbox.url });
    await pull(shop);
    expect(new Set((await items(shop)).map(({ kind }) => kind))).toEqual(
      new Set(['addition', 'softexternal', 'platform', 'soft']),
    );
    expect((await item(shop, 'addition', '9203')).costs[0]?.cost).toBe(104_000n);
    expect((await item(shop, 'softexternal', '9203')).costs[0]?.cost).toBe(130_000n);
    const addons = readListedAddons((await item(shop, 'platform', '55163')).addons);
    expect(addons.map(({ id, name, type, min, max }) => ({ id, name, type, min, max }))).toEqual([
      { id: '55165', name: 'Nodes', type: 'number', min: 1, max: 100 },
      { id: '55164', name: 'Virtual machines', type: 'number', min: 0, max: null },
    ]);
    expect(addons[0]?.costs.get(12)).toEqual({ cost: 891_000n, upstreamCost: 891_000n });
  });

  test('notices another cost of an add-on, and nothing when nothing changed', async () => {
    const shop = await makeShop({ url: sandbox.url });
    await pull(shop);
    clock.pass(60);
    await sandbox.prices({ tariffs: { 'platform:55163': { addons: { 55165: { periods: { 1: '9.2500' } } } } } });
    expect((await pull(shop)).changes).toEqual({ addons: 1 });
    clock.pass(60);
    expect((await pull(shop)).changes).toEqual({});
    await sandbox.prices({ tariffs: { 'platform:55163': { addons: { 55165: { periods: { 1: '8.2500' } } } } } });
  });

  test('a kind that never had a tariff may be empty; one that had some may not, and then nothing at all changes', async () => {
    const shop = await makeShop({ url: sandbox.url });
    const first = await listsOf(shop, { addition: list('EUR'), soft: list('EUR') });
    expect(await pull(shop)).toMatchObject({ items: 2, changes: { new: 2 } });
    const before = await items(shop);
    await first.close();
    const second = await listsOf(shop, { addition: list('EUR', '11.0000') });
    clock.pass(60);
    await expect(pull(shop)).rejects.toMatchObject({ fact: 'price_list_empty' });
    expect(await items(shop)).toEqual(before);
    expect(await db().upstreamAccount.findUniqueOrThrow({ where: { id: shop.accountId } })).toMatchObject({
      pullError: expect.stringContaining('soft'),
    });
    await second.close();
  });

  test.each([
    ['malformed', '<doc><pricelist><id>1</id></doc>', 'price_list_malformed'],
    ['refused', '<doc><error type="access" object="pricelist.export"><msg>No</msg></error></doc>', 'not_permitted'],
    ['in another currency', list('USD'), 'price_list_currency'],
  ])('one list that is %s changes nothing of any kind', async (_name, soft, fact) => {
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    const before = await items(shop);
    const upstream = await listsOf(shop, {
      addition: list('EUR'),
      softexternal: list('EUR'),
      platform: list('EUR'),
      soft,
    });
    clock.pass(60);
    await expect(pull(shop)).rejects.toMatchObject({ fact });
    expect(await items(shop)).toEqual(before);
    await upstream.close();
  });

  test('a kind that the account sells no longer vanishes and is withdrawn', async () => {
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    await account(shop, { kinds: ['addition', 'soft'] });
    clock.pass(60);
    expect((await pull(shop)).changes).toEqual({ vanished: 6 });
    const newest = await db().publishedPriceList.findFirstOrThrow({
      where: { storeId: shop.storeId },
      orderBy: { version: 'desc' },
      include: { prices: true },
    });
    expect(new Set(newest.prices.map(({ kind }) => kind))).toEqual(new Set(['addition', 'soft']));
  });
});

describe('an account in another currency than the store’s', () => {
  test('is refused without an exchange rate', async () => {
    const shop = await makeShop({ url: sandbox.url });
    await account(shop, { currency: 'USD' });
    await expect(pull(shop)).rejects.toMatchObject({ fact: 'price_list_currency' });
    expect(await items(shop)).toEqual([]);
  });

  test('is converted by its rate, rounded up, and keeps what the upstream asks', async () => {
    const dollars = await startTestSandbox();
    await dollars.prices({ currency: 'USD' });
    const shop = await makeShop({ url: dollars.url });
    await account(shop, { currency: 'USD', ...rate('0.92345678', clock.now()) });
    await pull(shop);
    const [first] = (await item(shop, 'softexternal', '9203')).costs;
    expect(first).toMatchObject({
      upstreamCost: 130_000n,
      upstreamCurrency: 'USD',
      cost: convertCost(130_000n, 92_345_678n),
      currency: 'EUR',
    });
    expect(first?.cost).toBe(120_050n);
    const [nodes] = readListedAddons((await item(shop, 'platform', '55163')).addons);
    expect(nodes?.costs.get(1)).toEqual({ cost: convertCost(82_500n, 92_345_678n), upstreamCost: 82_500n });
    await dollars.close();
  });

  test('has its costs converted anew when the rate changes, and prices below cost withdrawn', async () => {
    const dollars = await startTestSandbox();
    await dollars.prices({ currency: 'USD' });
    const shop = await makeShop({ url: dollars.url });
    await account(shop, { currency: 'USD', ...rate('0.9', clock.now()) });
    await pull(shop);
    await publishPrices(shop.owner, {}, clock.now());
    clock.pass(60);
    await setCurrency(shop.owner, shop.accountId, { currency: 'USD', exchangeRate: 120_000_000n }, clock.now());
    expect((await item(shop, 'addition', '9203')).costs[0]).toMatchObject({ upstreamCost: 104_000n, cost: 124_800n });
    const newest = await db().publishedPriceList.findFirst({
      where: { storeId: shop.storeId },
      orderBy: { version: 'desc' },
      include: { prices: true },
    });
    expect(newest).toMatchObject({ version: 2, prices: [] });
    const changes = await db().priceListChange.findMany({ where: { item: { upstreamAccountId: shop.accountId } } });
    expect(changes.some(({ kind, oldCost }) => kind === 'cost' && oldCost === 93_600n)).toBe(true);
    clock.pass(60);
    expect((await pull(shop)).changes).toEqual({});
    await dollars.close();
  });

  test('may not be published by a rate older than a week, or by none, and the refusal names the account and the age', async () => {
    const dollars = await startTestSandbox();
    await dollars.prices({ currency: 'USD' });
    const shop = await makeShop({ url: dollars.url });
    await account(shop, { name: 'Dollar supplier', currency: 'USD', ...rate('0.9', clock.now()) });
    await pull(shop);
    clock.pass(7 * 24 * 3600);
    await publishPrices(shop.owner, {}, clock.now());
    clock.pass(2 * 24 * 3600);
    await expect(publishPrices(shop.owner, {}, clock.now())).rejects.toMatchObject({
      fact: 'rate_stale',
      message: expect.stringMatching(/Dollar supplier.*1 USD = 0\.9 EUR.*9 days ago/),
    });
    await account(shop, rate('0.9', clock.now()));
    expect((await publishPrices(shop.owner, {}, clock.now())).version).toBe(2);
    await account(shop, { exchangeRate: null, exchangeRateAt: null });
    await expect(publishPrices(shop.owner, {}, clock.now())).rejects.toMatchObject({ fact: 'rate_stale' });
    await dollars.close();
  });
});
