import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hideProduct } from '#lib/catalogue/hide-product.ts';
import { db } from '#lib/platform/db.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop, makeShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import type { PanelAnswer, PanelRequest } from './http.ts';
import { answerPanel } from './http.ts';

const clock = new TestClock();
let sandbox: TestSandbox;
let shop: TestShop;
let host: string;
beforeAll(async () => {
  sandbox = await startTestSandbox();
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
  host = (await db().storeHost.findFirstOrThrow({ where: { storeId: shop.storeId } })).host;
});
afterAll(() => sandbox.close());

let caller = 0;

function follow(query: string | Record<string, string>, change: Partial<PanelRequest> = {}): Promise<PanelAnswer> {
  const text = typeof query === 'string' ? query : new URLSearchParams(query).toString();
  caller += 1;
  const address = `192.0.2.${caller % 250}.${caller}`;
  const request = {
    method: 'GET',
    path: '/billmgr',
    query: text,
    body: null,
    contentType: null,
    host,
    address,
    ...change,
  };
  return answerPanel(request, clock.now);
}

/** The quote that a link led to. */
async function quoted(query: string | Record<string, string>, change: Partial<PanelRequest> = {}) {
  const answer = await follow(query, change);
  if (answer.kind !== 'redirect') throw new Error(`No quote: ${JSON.stringify(answer)}`);
  const id = /^\/checkout\/([0-9a-z]{32})$/.exec(answer.location)?.[1] ?? '';
  return db().quote.findUniqueOrThrow({ where: { id }, include: { product: { include: { item: true } } } });
}

describe('a Buy link', () => {
  test('in both documented forms leads to a quote for exactly that module and licence', async () => {
    const product = { item: { additionIntname: 'CloudLinux' } };
    const full = await quoted('module=CloudLinux&license=234256&ip=203.0.113.7&module_id=9203');
    expect(full).toMatchObject({ storeId: shop.storeId, licence: '234256', ip: '203.0.113.7', product });
    expect(full.expiresAt).toEqual(new Date(clock.now().getTime() + 30 * 60_000));
    expect(await quoted('module=CloudLinux&license=234256')).toMatchObject({ licence: '234256', ip: '', product });
    expect(await quoted('module=CloudLinux&license=234256&ip=203.0.113.7')).toMatchObject({ product });
    expect(await quoted('', { method: 'POST', body: 'module=CloudLinux&license=7' })).toMatchObject({
      licence: '7',
      product,
    });
    expect(await quoted('module_id=9203&license=8', { path: '/' })).toMatchObject({ product });
  });

  test('is matched by the tariff id where the store knows it, else by the exact name, else by the name in any case', async () => {
    expect((await quoted('module=KernelCare&module_id=9203&license=1')).product.item.additionIntname).toBe(
      'CloudLinux',
    );
    expect((await quoted('module=virusdie&license=1')).product.item.additionIntname).toBe('Virusdie');
    expect((await quoted('module=VIRUSDIEBUSINESS&license=1')).product.item.additionIntname).toBe('VirusDieBusiness');
    const otherRegion = await quoted('module=CloudLinux&module_id=999999&license=1');
    expect(otherRegion.product.item.additionIntname).toBe('CloudLinux');
    expect(await follow('module=NoSuchModule&module_id=999999&license=1')).toMatchObject({
      kind: 'problem',
      status: 404,
    });
    expect(await follow('module_id=999999&license=1')).toMatchObject({ kind: 'problem', status: 404 });
    expect(await follow('module=Cloud_inux&license=1')).toMatchObject({ kind: 'problem', status: 404 });
  });

  test('says when a module is hidden, withdrawn, not known, or the store sells nothing', async () => {
    const productId = (await quoted('module=ImunifyAVPlus&license=1')).productId;
    await hideProduct(shop.owner, productId);
    expect(await follow('module=ImunifyAVPlus&license=1')).toMatchObject({
      status: 404,
      page: expect.stringContaining('kind=not_sold'),
    });
    expect(await follow('module=RevisiumOld&license=1')).toMatchObject({
      status: 404,
      page: expect.stringContaining('kind=not_sold'),
    });
    expect(await follow('module=NoSuchModule&license=1')).toMatchObject({
      status: 404,
      page: expect.stringContaining('kind=unknown_module'),
    });
    const closed = await makeShop({ url: sandbox.url });
    const other = (await db().storeHost.findFirstOrThrow({ where: { storeId: closed.storeId } })).host;
    expect(await follow('module=CloudLinux&license=1', { host: other })).toMatchObject({
      status: 404,
      page: expect.stringContaining('kind=store_closed'),
    });
    expect(await follow('module=CloudLinux&license=1', { host: 'nowhere.test' })).toMatchObject({
      status: 404,
      page: expect.stringContaining('kind=store_unknown'),
    });
  });

  test('that says two different things is not guessed at', async () => {
    for (const query of ['module=CloudLinux&license=1&license=2', 'module=CloudLinux&module=KernelCare&license=1']) {
      expect(await follow(query)).toMatchObject({ status: 400, page: expect.stringContaining('kind=contradictory') });
    }
    expect(await follow('module=CloudLinux&license=1&license=1')).toMatchObject({ kind: 'redirect' });
  });

  test('is limited by address', async () => {
    const address = '192.0.2.99';
    const answers = [];
    for (let count = 0; count < 62; count += 1) answers.push(await follow('module=CloudLinux&license=1', { address }));
    expect(answers.slice(0, 60).every(({ kind }) => kind === 'redirect')).toBe(true);
    expect(answers.slice(60)).toMatchObject([
      { kind: 'problem', status: 429 },
      { kind: 'problem', status: 429 },
    ]);
    clock.pass(61);
    expect(await follow('module=CloudLinux&license=1', { address })).toMatchObject({ kind: 'redirect' });
  });
});

describe('hostile link parameters give a designed page with 4xx', () => {
  const table: readonly { name: string; query: string; kind: string }[] = [
    {
      name: 'markup in the module',
      query: 'module=%3Cscript%3Ealert(1)%3C/script%3E&license=1',
      kind: 'module_malformed',
    },
    {
      name: 'markup in the licence',
      query: 'module=CloudLinux&license=%22%3E%3Cimg%20src=x%3E',
      kind: 'licence_malformed',
    },
    { name: 'control characters', query: 'module=Cloud%00Linux%0d%0aSet-Cookie:x&license=1', kind: 'module_malformed' },
    { name: 'broken percent escapes', query: 'module=%E0%A4%A&license=1', kind: 'module_malformed' },
    { name: 'text direction signs', query: 'module=%E2%80%AEx&license=1', kind: 'module_malformed' },
    {
      name: 'a licence of a megabyte',
      query: `module=CloudLinux&license=${'9'.repeat(1_000_000)}`,
      kind: 'licence_malformed',
    },
    { name: 'a module of a megabyte', query: `module=${'x'.repeat(1_000_000)}&license=1`, kind: 'module_malformed' },
    { name: 'a negative licence', query: 'module=CloudLinux&license=-1', kind: 'licence_malformed' },
    { name: 'an array', query: 'module[]=CloudLinux&module_id=&module=&license=1', kind: 'module_missing' },
    {
      name: 'an injection in the id',
      query: "module=x&module_id=1'%20OR%20'1'='1&license=1",
      kind: 'module_malformed',
    },
    { name: 'no licence', query: 'module=CloudLinux', kind: 'licence_missing' },
    {
      name: 'a host as address',
      query: 'module=CloudLinux&license=1&ip=http://169.254.169.254/',
      kind: 'ip_malformed',
    },
    {
      name: 'a bad value first, a good one after',
      query: 'module=%3Cx%3E&license=1&module=CloudLinux',
      kind: 'contradictory',
    },
  ];
  for (const { name, query, kind } of table) {
    test(`such as ${name}`, async () => {
      const answer = await follow(query);
      if (answer.kind !== 'problem') throw new Error(JSON.stringify(answer));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(answer.page).toMatch(/^\/buy-problem\?[\w%.&=*+-]+$/);
      expect(answer.page.length).toBeLessThan(2_000);
      expect(new URLSearchParams(answer.page.slice(answer.page.indexOf('?'))).get('kind')).toBe(kind);
    });
  }

  test('anything at all gives a redirect or a page with 4xx, in query or body', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom(
        'CloudLinux',
        '9203',
        '234256',
        '203.0.113.7',
        '::1',
        '\u0000',
        '\uD800',
        '%',
        '[object Object]',
        '<svg/onload=1>',
        ' ',
      ),
    );
    const params = fc.record({ module: text, license: text, ip: text, module_id: text }, { requiredKeys: ['module'] });
    await fc.assert(
      fc.asyncProperty(params, fc.boolean(), async (given, asBody) => {
        const form = new URLSearchParams(given).toString();
        const answer = await (asBody ? follow('', { method: 'POST', body: form }) : follow(form));
        if (answer.kind === 'redirect') return /^\/checkout\/[0-9a-z]{32}$/.test(answer.location);
        return (
          answer.kind === 'problem' &&
          answer.status >= 400 &&
          answer.status < 500 &&
          /^\/buy-problem\?[\w%.&=*+-]+$/.test(answer.page)
        );
      }),
      { numRuns: 150 },
    );
  });
});
