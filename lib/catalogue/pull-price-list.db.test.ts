import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { publishPrices } from '#lib/pricing/publish-prices.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop, makeShop } from '#test/factories.ts';
import { startRawUpstream } from '#test/raw-upstream.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { pullPriceList } from './pull-price-list.ts';
import { listPriceListChanges, listUpstreamAccounts } from './queries.ts';

let sandbox: TestSandbox;
const clock = new TestClock();
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
beforeEach(async () => {
  clock.pass(60);
  await sandbox.faults([]);
});
afterAll(() => sandbox.close());

const pull = (shop: TestShop) => pullPriceList(shop.system, shop.accountId, clock.now());
const newest = (shop: TestShop) =>
  db().publishedPriceList.findFirst({
    where: { storeId: shop.storeId },
    orderBy: { version: 'desc' },
    include: { prices: true },
  });
const upstreamOf = (shop: TestShop) => db().upstreamAccount.findUniqueOrThrow({ where: { id: shop.accountId } });

describe('a pull', () => {
  test('takes every tariff over with its exact costs, a product each, and the balance', async () => {
    const shop = await makeShop({ url: sandbox.url });
    const result = await pull(shop);
    const items = await db().priceListItem.findMany({
      where: { upstreamAccountId: shop.accountId },
      include: { costs: true, product: true },
    });
    const leftOut = { ignoredPeriods: 0, ignoredAddons: 0, withdrawn: 0 };
    expect(result).toEqual({ items: items.length, changes: { new: items.length }, ...leftOut });
    const cloudLinux = items.find((each) => each.kind === 'addition' && each.additionIntname === 'CloudLinux');
    expect(cloudLinux?.costs.map(({ period, cost }) => [period, cost]).toSorted()).toEqual([
      [1, 104_000n],
      [12, 1_120_000n],
      [3, 312_000n],
      [6, 603_200n],
    ]);
    expect(items.every(({ kind, product }) => product?.kind === kind)).toBe(true);
    expect(items.find(({ additionIntname }) => additionIntname === 'RevisiumOld')?.active).toBe(false);
    expect(await upstreamOf(shop)).toMatchObject({
      pulledAt: clock.now(),
      pullError: null,
      balance: 10_000_000n,
      balanceAt: clock.now(),
    });
    expect((await listUpstreamAccounts(shop.owner))[0]).not.toHaveProperty('passwordEncrypted');
  });

  test('twice changes nothing the second time', async () => {
    const shop = await makeShop({ url: sandbox.url });
    await pull(shop);
    clock.pass(60);
    expect((await pull(shop)).changes).toEqual({});
    expect(await listPriceListChanges(shop.owner)).toHaveLength(
      await db().product.count({ where: { storeId: shop.storeId } }),
    );
  });

  test('notices what is new, vanished, returned, renamed, dearer, added and lost', async () => {
    const tariff = { name: 'Odd one', additionintname: 'OddOne', periods: { 1: '5', 3: '14' } };
    await sandbox.prices({ tariffs: { 800001: tariff } });
    const shop = await makeShop({ url: sandbox.url });
    await pull(shop);
    clock.pass(60);
    await sandbox.prices({
      tariffs: {
        800001: { name: 'Odder one', periods: { 1: '6', 3: null, 6: '25' } },
        800002: { periods: { 1: '1' } },
      },
    });
    expect((await pull(shop)).changes).toEqual({ new: 1, renamed: 1, cost: 1, period_lost: 1, period_added: 1 });
    const renamed = await db().product.findFirstOrThrow({
      where: { storeId: shop.storeId, item: { upstreamId: '800001' } },
    });
    expect(renamed.name).toBe('Odder one');
    clock.pass(60);
    await sandbox.prices({ tariffs: { 800001: { remove: true }, 800002: { remove: true } } });
    expect((await pull(shop)).changes).toEqual({ vanished: 2 });
    clock.pass(60);
    await sandbox.prices({
      tariffs: { 800001: { name: 'Odder one', additionintname: 'OddOne', periods: { 1: '6', 6: '25' } } },
    });
    expect((await pull(shop)).changes).toEqual({ returned: 1 });
    const changes = await listPriceListChanges(shop.owner);
    expect(changes[0]).toMatchObject({ kind: 'returned', name: 'Odder one', at: clock.now() });
    expect(changes.find(({ kind }) => kind === 'cost')).toMatchObject({
      period: 1,
      oldCost: 50_000n,
      newCost: 60_000n,
    });
    await sandbox.prices({ tariffs: { 800001: { remove: true } } });
  });

  test('keeps a tariff without any price, and does not sell it', async () => {
    await sandbox.prices({ tariffs: { 800003: { additionintname: 'Priceless', periods: { 1: '' } } } });
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    const item = await db().priceListItem.findFirstOrThrow({
      where: { upstreamAccountId: shop.accountId, upstreamId: '800003' },
      include: { costs: true },
    });
    expect(item.costs).toEqual([]);
    expect((await newest(shop))?.prices.some(({ upstreamId }) => upstreamId === '800003')).toBe(false);
    await sandbox.prices({ tariffs: { 800003: { remove: true } } });
  });

  test('pulls of one account at once follow each other and leave one row per tariff', async () => {
    const shop = await makeShop({ url: sandbox.url });
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => pull(shop)));
    expect(results.every(({ status }) => status === 'fulfilled')).toBe(true);
    const created = results.filter((each) => each.status === 'fulfilled' && each.value.changes.new !== undefined);
    expect(created).toHaveLength(1);
    expect(await db().product.count({ where: { storeId: shop.storeId } })).toBe(
      await db().priceListItem.count({ where: { upstreamAccountId: shop.accountId } }),
    );
  });

  test('one that began earlier never overwrites a later one', async () => {
    const shop = await makeShop({ url: sandbox.url });
    const early = clock.now();
    clock.pass(60);
    await pull(shop);
    await expect(pullPriceList(shop.system, shop.accountId, early)).rejects.toMatchObject({ fact: 'pull_overtaken' });
  });

  test("needs the right to write prices, in the account's own store", async () => {
    const shop = await makeShop({ url: sandbox.url });
    const other = await makeShop({ url: sandbox.url });
    await expect(pullPriceList(shop.visitor, shop.accountId, clock.now())).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(pullPriceList(other.owner, shop.accountId, clock.now())).rejects.toMatchObject({ kind: 'not_found' });
  });
});

describe('a list that cannot be used changes nothing and is told to staff', () => {
  const cases: readonly { name: string; body: string; fact: string }[] = [
    { name: 'empty', body: '<doc/>', fact: 'price_list_empty' },
    {
      name: 'in another currency',
      body: '<doc><pricelist><id>1</id><price currency="RUB"><period cost="1.0000" type="month" length="1"/></price></pricelist></doc>',
      fact: 'price_list_currency',
    },
    {
      name: 'malformed',
      body: '<doc><pricelist><id>1</id><price currency="EUR"><period cost="?" type="month" length="1"/></price></pricelist></doc>',
      fact: 'price_list_malformed',
    },
    { name: 'HTML', body: '<html><body>One moment</body></html>', fact: 'price_list_malformed' },
    {
      name: 'refused',
      body: '<doc><error type="auth" object="badip"><msg>No</msg></error></doc>',
      fact: 'address_refused',
    },
  ];
  for (const { name, body, fact } of cases) {
    test(`such as one that is ${name}`, async () => {
      const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
      const before = await db().priceListItem.findMany({
        where: { upstreamAccountId: shop.accountId },
        include: { costs: true },
      });
      const { url } = await upstreamOf(shop);
      const upstream = await startRawUpstream(() => body);
      await db().upstreamAccount.update({ where: { id: shop.accountId }, data: { url: upstream.connection.url } });
      clock.pass(60);
      await expect(pull(shop)).rejects.toMatchObject({ fact });
      expect(
        await db().priceListItem.findMany({ where: { upstreamAccountId: shop.accountId }, include: { costs: true } }),
      ).toEqual(before);
      expect((await upstreamOf(shop)).pullError).toMatch(/^\w.*\.$/);
      await db().upstreamAccount.update({ where: { id: shop.accountId }, data: { url } });
      clock.pass(60);
      await pull(shop);
      expect((await upstreamOf(shop)).pullError).toBeNull();
      await upstream.close();
    });
  }
});

describe('what must not be sold any more is withdrawn at once', () => {
  test('below cost, inactive, gone and lost periods go; every other price stays as it was', async () => {
    const periods = { 1: '10', 12: '100' };
    const odd = { additionintname: 'Odd', periods };
    await sandbox.prices({ tariffs: { 700001: odd, 700002: odd, 700003: odd, 700004: odd, 700005: odd } });
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    const first = await newest(shop);
    clock.pass(60);
    await sandbox.prices({
      tariffs: {
        700001: { periods: { 1: '12.0001' } },
        700002: { active: false },
        700003: { remove: true },
        700004: { periods: { 12: null } },
        700005: { periods: { 1: '12' } },
      },
    });
    expect((await pull(shop)).withdrawn).toBe(1 + 2 + 2 + 1);
    const second = await newest(shop);
    expect(second).toMatchObject({ version: (first?.version ?? 0) + 1, publishedBy: 'system' });
    const isModule = ({ kind }: { kind: string }): boolean => kind === 'addition';
    const keyOf = (price: { upstreamId: string; period: number }): string => `${price.upstreamId}:${price.period}`;
    const kept = new Map((second?.prices ?? []).filter(isModule).map((price) => [keyOf(price), price]));
    expect(
      ['700001:1', '700002:1', '700002:12', '700003:1', '700003:12', '700004:12'].filter((key) => kept.has(key)),
    ).toEqual([]);
    expect(kept.get('700005:1')).toMatchObject({ cost: 120_000n, retail: 120_000n });
    const asBefore = (first?.prices ?? []).filter(isModule).flatMap((price) => {
      const copy = kept.get(keyOf(price));
      return copy ? [copy.retail === price.retail && copy.name === price.name] : [];
    });
    expect(asBefore.length).toBeGreaterThan(20);
    expect(asBefore).not.toContain(false);
    const audit = await db().auditEntry.findMany({ where: { storeId: shop.storeId, event: 'prices.withdrawn' } });
    expect(audit).toHaveLength(1);
  });

  test('a cost that leaves a margin writes no version', async () => {
    await sandbox.prices({ tariffs: { 700006: { periods: { 1: '10' } } } });
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    clock.pass(60);
    await sandbox.prices({ tariffs: { 700006: { periods: { 1: '11' } } } });
    expect(await pull(shop)).toMatchObject({ withdrawn: 0, changes: { cost: 1 } });
    expect((await newest(shop))?.version).toBe(1);
  });

  test('when everything goes the store is closed, and opens again by publishing', async () => {
    const shop = await makeOpenShop({ url: sandbox.url }, clock.now());
    const upstream = await startRawUpstream(
      () =>
        '<doc><pricelist><id>1</id><price currency="EUR"><period cost="1" type="month" length="1"/></price></pricelist></doc>',
    );
    await db().upstreamAccount.update({ where: { id: shop.accountId }, data: { url: upstream.connection.url } });
    clock.pass(60);
    await pull(shop);
    expect((await newest(shop))?.prices).toEqual([]);
    expect(await publishPrices(shop.owner, {}, clock.now())).toMatchObject({ version: 3, published: 4 });
    await upstream.close();
  });
});
