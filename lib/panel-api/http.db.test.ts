import { XMLParser, XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '#lib/platform/db.ts';
import { publishPrices } from '#lib/pricing/publish-prices.ts';
import { setMarkup } from '#lib/pricing/set-markup.ts';
import { hostOf, moduleNames, panelOf } from '#test/ask-panel.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop, makeShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { invalidate, priceListBytes, warmAll } from './price-list-cache.ts';

const clock = new TestClock();
let sandbox: TestSandbox;
let shop: TestShop;
let panel: ReturnType<typeof panelOf>;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
  panel = panelOf(await hostOf(shop), clock);
});
afterAll(() => sandbox.close());

const ask: typeof panel.ask = (query, change) => panel.ask(query, change);
const call: typeof panel.call = (query, change) => panel.call(query, change);

const LIST = 'func=pricelist.export&itemtype=addition&out=xml';
const names = moduleNames;

describe('pricelist.export', () => {
  test("has the upstream's ids, exact service names, four decimals, one currency and every published period", async () => {
    const xml = await call(LIST);
    const start = xml.indexOf('<pricelist><id>9203</id>');
    expect(xml.slice(start, xml.indexOf('</pricelist>', start))).toBe(
      '<pricelist><id>9203</id><additionintname>CloudLinux</additionintname><intname>cloudlinux</intname><name>CloudLinux OS</name><active>on</active>' +
        '<price currency="EUR"><period cost="12.4800" type="month" length="1">monthly</period><period cost="37.4400" type="month" length="3">quarterly</period>' +
        '<period cost="72.3900" type="month" length="6">half a year</period><period cost="134.4000" type="month" length="12">annual</period></price>',
    );
    expect(new Set([...xml.matchAll(/currency="(\w+)"/g)].map((match) => match[1]))).toEqual(new Set(['EUR']));
  });

  test('a product without a one-month price is omitted', async () => {
    const published = await db().publishedPrice.count({
      where: { list: { storeId: shop.storeId }, additionIntname: 'Sitepro' },
    });
    expect(published).toBe(1);
    expect(names(await call(LIST))).not.toContain('Sitepro');
  });

  test('is the same on every documented spelling of the request', async () => {
    const xml = await call(LIST);
    for (const query of [
      `${LIST}&onlyavailable=on`,
      `${LIST}&onlyavailable=yes`,
      'func=pricelist.export',
      `${LIST}&lang=ru&whatever=1&func=other`,
    ]) {
      expect(await call(query)).toBe(xml);
    }
    for (const path of ['/', '/manager/billmgr']) expect(await call(LIST, { path })).toBe(xml);
    expect(await call('', { method: 'POST', body: LIST, contentType: 'application/x-www-form-urlencoded' })).toBe(xml);
    expect(await call('', { method: 'POST', body: LIST })).toBe(xml);
    const part = (name: string, value: string): string =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const body = `${part('func', 'pricelist.export')}${part('itemtype', 'addition')}--b--\r\n`;
    expect(await call('', { method: 'POST', body, contentType: 'multipart/form-data; boundary=b' })).toBe(xml);
  });

  test('is filtered by type and tariff', async () => {
    expect(names(await call(`${LIST}&pricelist=23221`))).toEqual(['DDoSGUARD']);
    expect(names(await call(`${LIST}&pricelist=999`))).toEqual([]);
    for (const itemtype of ['certificate', '<x>'])
      expect(await call({ func: 'pricelist.export', itemtype })).toContain('<doc lang="en" func="pricelist.export"/>');
  });

  test('has a list of its own for each type, with the ids of the upstream; without a type it is that of modules', async () => {
    const ids = async (itemtype: string): Promise<string[]> =>
      [...(await call({ func: 'pricelist.export', itemtype })).matchAll(/<pricelist><id>(\d+)</g)].map(
        ([, id]) => id ?? '',
      );
    expect((await ids('soft')).toSorted()).toEqual(['55230', '55231', '55232', '55233']);
    expect((await ids('softexternal')).toSorted()).toEqual(['11738', '55369', '9203', '9204']);
    expect((await ids('platform')).toSorted()).toEqual(['55161', '55163']);
    expect(await call('func=pricelist.export')).toBe(await call(LIST));
    const platform = await call('func=pricelist.export&itemtype=platform&pricelist=55163');
    expect(platform).not.toContain('additionintname');
    expect(platform).toContain(
      '<addon><id>55165</id><name>Nodes</name><addontype>2</addontype><addonmin>1</addonmin><addonlimit>100</addonlimit><price currency="EUR"><period cost="9.9000" type="month" length="1">monthly</period>',
    );
  });

  test('as JSON: every value a text, one child an object, several an array', async () => {
    const listed = z.object({
      doc: z.object({ pricelist: z.array(z.looseObject({ id: z.object({ $: z.string() }) })) }),
    });
    const all = listed.parse(JSON.parse(await call('func=pricelist.export&out=json')));
    expect(all.doc.pricelist).toHaveLength(names(await call(LIST)).length);
    expect(JSON.parse(await call('func=pricelist.export&out=json&pricelist=23221'))).toEqual({
      doc: {
        $lang: 'en',
        $func: 'pricelist.export',
        pricelist: {
          id: { $: '23221' },
          additionintname: { $: 'DDoSGUARD' },
          intname: { $: 'ddosguard' },
          name: { $: 'DDoS-GUARD' },
          active: { $: 'on' },
          price: {
            $currency: 'EUR',
            period: [
              { $: 'monthly', $cost: '11.1000', $type: 'month', $length: '1' },
              { $: 'annual', $cost: '119.8800', $type: 'month', $length: '12' },
            ],
          },
        },
      },
    });
  });

  test('never calls the upstream', async () => {
    const before = (await sandbox.state()).calls.length;
    invalidate(shop.storeId);
    for (const query of [
      LIST,
      `${LIST}&authinfo=a@b.c:d`,
      'func=pricelist.export&out=json&pricelist=277',
      `${LIST}&onlyavailable=on`,
    ])
      await call(query);
    expect((await sandbox.state()).calls.length).toBe(before);
  });

  test('escapes names at the writer', async () => {
    const odd = await startTestSandbox();
    await odd.prices({ tariffs: { 900001: { name: 'R&D <b>"x"</b>', additionintname: 'Odd', periods: { 1: '1' } } } });
    const other = await makeOpenShop({ url: odd.url }, clock.now());
    const xml = await call(`${LIST}&pricelist=900001`, { host: await hostOf(other) });
    expect(xml).toContain('<name>R&amp;D &lt;b&gt;&quot;x&quot;&lt;/b&gt;</name>');
    await odd.close();
  });

  test('changes when a version is published: at once after the wake-up, for each store its own', async () => {
    const own = await makeOpenShop({ url: sandbox.url }, clock.now());
    const ownHost = await hostOf(own);
    await warmAll();
    expect(globalThis.panelshopPriceLists?.get(own.storeId)?.version).toBe(1);
    const price = async (): Promise<string | undefined> =>
      / cost="([\d.]+)"/.exec(await call(`${LIST}&pricelist=11738`, { host: ownHost }))?.[1];
    expect(await price()).toBe('3.5400');
    await setMarkup(own.owner, { target: { scope: 'default' }, percentBps: 10_000, fixed: 0n, rounding: 'minor' });
    expect(await price()).toBe('3.5400');
    await publishPrices(own.owner, {}, clock.now());
    invalidate();
    expect(await price()).toBe('5.9000');
    expect(/ cost="([\d.]+)"/.exec(await call(`${LIST}&pricelist=11738`))?.[1]).toBe('3.5400');
  });

  test('answers are kept as bytes, and their number does not grow with what is asked', async () => {
    const filter = { kind: 'addition', upstreamId: '277', format: 'xml' } as const;
    expect(await priceListBytes(shop.storeId, filter)).toBe(await priceListBytes(shop.storeId, filter));
    const first = await priceListBytes(shop.storeId, { ...filter, upstreamId: '1' });
    expect(await priceListBytes(shop.storeId, { ...filter, upstreamId: '2', kind: 'soft' })).toBe(first);
  });

  test('a store that has published nothing has an empty list', async () => {
    const closed = await makeShop({ url: sandbox.url });
    expect(await call(LIST, { host: await hostOf(closed) })).toContain('<doc lang="en" func="pricelist.export"/>');
  });
});

describe('any other function', () => {
  test('is the missed envelope with HTTP 200, as XML or JSON', async () => {
    expect(await call('func=addition.order.param&item=1&sok=ok')).toContain(
      '<error type="missed" object="func" lang="en">',
    );
    const json = z.object({ doc: z.object({ error: z.looseObject({ $type: z.string(), $object: z.string() }) }) });
    expect(json.parse(JSON.parse(await call('func=backet&out=json'))).doc.error).toMatchObject({
      $type: 'missed',
      $object: 'func',
    });
    expect(await call('authinfo=a:b')).toContain('badpassword');
    expect(await call('func=pricelist.export', { host: 'nowhere.test' })).toContain('object="store"');
  });

  test('whatever is asked, the answer is well-formed and shows the value escaped', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom('<x>', '"&\'', '\u0000\u0001\uFFFF\uD800', '__proto__', 'constructor'),
    );
    const parser = new XMLParser();
    await fc.assert(
      fc.asyncProperty(text, text, text, async (func, out, extra) => {
        const answer = await ask({ func, out, itemtype: extra, pricelist: extra, lang: extra });
        if (answer.kind === 'pass') return func === '';
        if (answer.kind !== 'bytes' || answer.status !== 200) return false;
        const body = answer.body.toString('utf8');
        if (answer.contentType.startsWith('application/json')) return typeof JSON.parse(body) === 'object';
        return XMLValidator.validate(body) === true && typeof parser.parse(body) === 'object';
      }),
      { numRuns: 200 },
    );
  });
});

describe('methods', () => {
  test('HEAD is as GET, OPTIONS says what is allowed, others are refused, and a link that is only looked at makes no quote', async () => {
    expect(await ask(LIST, { method: 'HEAD' })).toMatchObject({ kind: 'bytes', status: 200 });
    expect(await ask(LIST, { method: 'OPTIONS' })).toMatchObject({
      status: 204,
      headers: { allow: 'GET, HEAD, POST, OPTIONS' },
    });
    expect(await ask(LIST, { method: 'DELETE' })).toMatchObject({ status: 405 });
    const quotes = await db().quote.count();
    expect(await ask('module=CloudLinux&license=5', { method: 'HEAD' })).toMatchObject({ kind: 'bytes', status: 200 });
    for (const bad of ['module=CloudLinux&license=x', 'module=CloudLinux', 'module=CloudLinux&license=5&license=6'])
      expect(await ask(bad, { method: 'HEAD' })).toEqual(await ask(bad));
    const elsewhere = { host: 'nowhere.test' };
    expect(await ask('module=CloudLinux&license=5', { method: 'HEAD', ...elsewhere })).toMatchObject({ status: 404 });
    expect(await db().quote.count()).toBe(quotes);
    expect(await ask('', { method: 'POST', body: '{"module":"x"}', contentType: 'application/json' })).toEqual({
      kind: 'pass',
    });
    expect(await ask('')).toEqual({ kind: 'pass' });
  });
});
