import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { encryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import { startRawUpstream } from '#test/raw-upstream.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { findCheckout } from './queries.ts';
import { renewQuote } from './renew-quote.ts';
import type { CatalogueWish } from './request-catalogue-quote.ts';
import { requestCatalogueQuote } from './request-catalogue-quote.ts';

const clock = new TestClock();
let sandbox: TestSandbox;
let shop: TestShop;
let caller = 0;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
afterAll(() => sandbox.close());

async function productOf(kind: ProductKind, upstreamId: string): Promise<string> {
  const product = await db().product.findFirstOrThrow({ where: { storeId: shop.storeId, kind, item: { upstreamId } } });
  return product.id;
}

/** Asks from an address of its own, so that the limit per address does not count. */
async function ask(kind: ProductKind, upstreamId: string, wish: Omit<CatalogueWish, 'productId'>): Promise<string> {
  caller += 1;
  const visitor = { kind: 'visitor', storeId: shop.storeId, address: `198.51.100.${caller}` } as const;
  return requestCatalogueQuote(visitor, { productId: await productOf(kind, upstreamId), ...wish }, clock.now());
}

const checkout = (quoteId: string) => findCheckout(shop.visitor, quoteId, clock.now());

describe('a quote from the public catalogue', () => {
  test('is for what its kind asks, and for nothing else', async () => {
    const wish = { licence: ' 4711 ', ip: ' 203.0.113.8 ', licname: ' web 3 ' };
    expect(await checkout(await ask('addition', '9203', wish))).toMatchObject({
      kind: 'addition',
      licence: '4711',
      ip: '203.0.113.8',
      licname: '',
      options: [{ period: 1, retail: 124_800n }, {}, {}, {}],
    });
    expect(await checkout(await ask('softexternal', '9203', wish))).toMatchObject({
      kind: 'softexternal',
      licence: '',
      ip: '203.0.113.8',
      licname: 'web 3',
      options: [{ period: 1, retail: 156_000n, lines: [] }, {}, {}],
    });
    expect(await checkout(await ask('soft', '55231', wish))).toMatchObject({
      kind: 'soft',
      licence: '',
      ip: '203.0.113.8',
    });
    expect(await checkout(await ask('platform', '55161', wish))).toMatchObject({
      licence: '',
      ip: '',
      licname: 'web 3',
    });
  });

  test('keeps one spelling of an IPv6 address', async () => {
    const quoteId = await ask('softexternal', '9203', { ip: '2001:DB8:0:0::0007' });
    expect(await checkout(quoteId)).toMatchObject({ ip: '2001:db8::7' });
  });

  test('has the add-ons in the price of each period, and takes as few as may be of what is not named', async () => {
    const chosen = await checkout(await ask('platform', '55163', { addons: { 55165: '2', 55164: '10' } }));
    expect(chosen?.options).toMatchObject([
      {
        period: 1,
        base: 132_000n,
        retail: 132_000n + 2n * 99_000n + 10n * 4_200n,
        lines: [
          { name: 'Nodes', quantity: 2, amount: 198_000n },
          { name: 'Virtual machines', quantity: 10, amount: 42_000n },
        ],
      },
      { period: 12 },
    ]);
    const fewest = await checkout(await ask('platform', '55163', { addons: { 55165: '', 55164: '0' } }));
    expect(fewest?.options[0]).toMatchObject({ retail: 231_000n, lines: [{ id: '55165', quantity: 1 }] });
    const flag = await checkout(await ask('platform', '55161', { addons: { 55162: '1' } }));
    expect(flag?.options[0]).toMatchObject({ retail: 1_140_000n + 240_000n, lines: [{ type: 'flag', quantity: 1 }] });
  });

  test('keeps its choice when it is renewed', async () => {
    const quoteId = await ask('platform', '55163', { licname: 'lab', addons: { 55165: '3' } });
    clock.pass(31 * 60);
    const renewed = await renewQuote(shop.visitor, quoteId, clock.now());
    expect(renewed).not.toBe(quoteId);
    expect(await checkout(renewed)).toMatchObject({ licname: 'lab', options: [{ lines: [{ quantity: 3 }] }, {}] });
  });

  const bad: readonly [string, ProductKind, string, Omit<CatalogueWish, 'productId'>, string, string | undefined][] = [
    ['no licence', 'addition', '9203', {}, 'licence_missing', 'licence'],
    ['a licence that is none', 'addition', '9203', { licence: '12a' }, 'licence_malformed', 'licence'],
    ['a licence of 13 digits', 'addition', '9203', { licence: '1234567890123' }, 'licence_malformed', 'licence'],
    ['a wrong optional address', 'addition', '9203', { licence: '1', ip: 'x' }, 'ip_malformed', 'ip'],
    ['no address', 'softexternal', '9203', { ip: ' ' }, 'ip_missing', 'ip'],
    ['a host name', 'soft', '55231', { ip: 'example.org' }, 'ip_malformed', 'ip'],
    ['an address out of range', 'soft', '55231', { ip: '203.0.113.256' }, 'ip_malformed', 'ip'],
    ['an address with a port', 'soft', '55231', { ip: '203.0.113.7:80' }, 'ip_malformed', 'ip'],
    [
      'control characters',
      'softexternal',
      '9203',
      { ip: '203.0.113.7', licname: 'a\nb' },
      'licname_malformed',
      'licname',
    ],
    ['a long name', 'platform', '55163', { licname: 'x'.repeat(101) }, 'licname_malformed', 'licname'],
    ['fewer than must be taken', 'platform', '55163', { addons: { 55165: '0' } }, 'addon_quantity', 'addon_55165'],
    ['more than may be', 'platform', '55163', { addons: { 55165: '101' } }, 'addon_quantity', 'addon_55165'],
    ['half of one', 'platform', '55163', { addons: { 55165: '1.5' } }, 'addon_quantity', 'addon_55165'],
    ['less than nothing', 'platform', '55163', { addons: { 55164: '-1' } }, 'addon_quantity', 'addon_55164'],
    ['a billion', 'platform', '55163', { addons: { 55164: '1000000000' } }, 'addon_quantity', 'addon_55164'],
    ['a flag twice', 'platform', '55161', { addons: { 55162: '2' } }, 'addon_quantity', 'addon_55162'],
    ['an add-on of another product', 'platform', '55161', { addons: { 55165: '1' } }, 'addon_unknown', undefined],
  ];
  test.each(bad)('with %s is refused at its field', async (_name, kind, upstreamId, wish, fact, field) => {
    await expect(ask(kind, upstreamId, wish)).rejects.toMatchObject({ fact, field });
  });

  test('is refused for what is hidden, of another store, or unknown', async () => {
    const productId = await productOf('softexternal', '11738');
    await db().product.update({ where: { id: productId }, data: { hidden: true } });
    await expect(ask('softexternal', '11738', { ip: '203.0.113.9' })).rejects.toMatchObject({ fact: 'not_sold' });
    await db().product.update({ where: { id: productId }, data: { hidden: false } });
    const other = await makeOpenShop({ url: sandbox.url }, clock.now());
    for (const id of [productId, 'prd_none'])
      await expect(
        requestCatalogueQuote(other.visitor, { productId: id, ip: '203.0.113.9' }, clock.now()),
      ).rejects.toMatchObject({ fact: 'not_sold' });
  });

  test('is limited by address', async () => {
    const productId = await productOf('softexternal', '9203');
    const visitor = { kind: 'visitor', storeId: shop.storeId, address: '198.51.100.250' } as const;
    const once = () => requestCatalogueQuote(visitor, { productId, ip: '203.0.113.10' }, clock.now());
    for (let count = 0; count < 60; count += 1) await once();
    await expect(once()).rejects.toMatchObject({ fact: 'too_many' });
  });
});

describe('an ispmanager licence', () => {
  test('is refused for an address that the supplier refuses, at the field of the address', async () => {
    const order = new URLSearchParams({
      authinfo: 'reseller:sandbox-password',
      func: 'soft.order.param',
      pricelist: '55232',
      period: '1',
      ip: '203.0.113.77',
      licname: 'elsewhere',
      skipbasket: 'on',
      sok: 'ok',
    });
    await fetch(sandbox.url, { method: 'POST', body: order });
    await expect(ask('soft', '55231', { ip: '203.0.113.77' })).rejects.toMatchObject({
      fact: 'ip_not_free',
      field: 'ip',
    });
    expect(await checkout(await ask('soft', '55231', { ip: '203.0.113.78' }))).toMatchObject({ ip: '203.0.113.78' });
  });

  test('is quoted when the supplier cannot be asked, or says something else', async () => {
    const { url } = await db().upstreamAccount.findUniqueOrThrow({ where: { id: shop.accountId } });
    const broken = await startRawUpstream(() => ({ status: 500, body: 'no' }));
    await db().upstreamAccount.update({ where: { id: shop.accountId }, data: { url: broken.connection.url } });
    expect(await ask('soft', '55231', { ip: '203.0.113.79' })).toHaveLength(32);
    expect(broken.requests).toHaveLength(1);
    await broken.close();
    expect(await ask('soft', '55231', { ip: '203.0.113.80' })).toHaveLength(32);
    await db().upstreamAccount.update({ where: { id: shop.accountId }, data: { url } });
  });

  test('is asked for at the supplier once in five minutes, and six times a minute by one visitor', async () => {
    const asked = async () => (await sandbox.state()).calls.filter(({ func }) => func === 'soft.checkip').length;
    const productId = await productOf('soft', '55231');
    const before = await asked();
    for (let count = 0; count < 3; count += 1) await ask('soft', '55231', { ip: '203.0.113.90' });
    expect(await asked()).toBe(before + 1);
    const visitor = { kind: 'visitor', storeId: shop.storeId, address: '198.51.100.251' } as const;
    for (let count = 0; count < 9; count += 1) {
      await requestCatalogueQuote(visitor, { productId, ip: `203.0.113.${100 + count}` }, clock.now());
    }
    expect(await asked()).toBe(before + 7);
    await ask('soft', '55231', { ip: '203.0.113.109' });
    expect(await asked()).toBe(before + 8);
    clock.pass(5 * 60);
    await ask('soft', '55231', { ip: '203.0.113.90' });
    expect(await asked()).toBe(before + 9);
  });

  test('is quoted when the account’s stored password cannot be read any more', async () => {
    const { passwordEncrypted } = await db().upstreamAccount.findUniqueOrThrow({ where: { id: shop.accountId } });
    const set = (text: string) =>
      db().upstreamAccount.update({ where: { id: shop.accountId }, data: { passwordEncrypted: text } });
    await set(encryptSecret('sandbox-password', shop.accountId, 'f'.repeat(64)));
    expect(await ask('soft', '55231', { ip: '203.0.113.110' })).toHaveLength(32);
    await set(passwordEncrypted);
  });

  test('that could not be asked for is asked again after half a minute, and never counts against the account', async () => {
    const { url } = await db().upstreamAccount.findUniqueOrThrow({ where: { id: shop.accountId } });
    const broken = await startRawUpstream(() => ({ status: 500, body: 'no' }));
    await db().upstreamAccount.update({ where: { id: shop.accountId }, data: { url: broken.connection.url } });
    for (const seconds of [0, 29, 1]) {
      clock.pass(seconds);
      await ask('soft', '55231', { ip: '203.0.113.111' });
    }
    expect(broken.requests).toHaveLength(2);
    await broken.close();
    const account = await db().upstreamAccount.update({ where: { id: shop.accountId }, data: { url } });
    expect(account).toMatchObject({ faults: 0, pausedUntil: null });
  });

  test('is quoted without asking while the account rests', async () => {
    const pausedUntil = new Date(clock.now().getTime() + 60_000);
    await db().upstreamAccount.update({ where: { id: shop.accountId }, data: { pausedUntil } });
    const before = (await sandbox.state()).calls.length;
    expect(await ask('soft', '55231', { ip: '203.0.113.81' })).toHaveLength(32);
    expect((await sandbox.state()).calls.length).toBe(before);
    await db().upstreamAccount.update({ where: { id: shop.accountId }, data: { pausedUntil: null } });
  });
});
