import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from './sandbox-client.ts';

let sandbox: TestSandbox;

beforeEach(async () => {
  sandbox = await startTestSandbox({ balance: '123.45', now: () => new Date('2026-11-20T12:00:00Z') });
});
afterEach(() => sandbox.close());

const get = async (query: string): Promise<string> => (await fetch(`${sandbox.url}${query}`)).text();

describe('signing in', () => {
  test.each([
    ['a wrong password', { authinfo: 'reseller:wrong' }],
    ['an unknown user', { authinfo: 'other:sandbox-password' }],
    ['no login', { authinfo: '' }],
  ])('%s is refused as auth/badpassword', async (_name, login) => {
    expect(await sandbox.refusal('whoami', login)).toBe('auth/badpassword');
  });

  test('the password may hold colons and be changed while running', async () => {
    await sandbox.control('settings', { password: 'a:b:c' });
    expect(await sandbox.callXml('whoami', { authinfo: 'reseller:a:b:c' })).toHaveProperty('user');
    expect(await sandbox.refusal('whoami')).toBe('auth/badpassword');
  });

  test('a session opened by password carries later calls; an unknown one is refused', async () => {
    const answer = await get('/manager/billmgr?func=auth&username=reseller&password=sandbox-password&out=json');
    const session = /"\$id":"([0-9a-f]+)"/.exec(answer)?.[1] ?? '';
    expect(answer).toBe(`{"doc":{"auth":{"$":"${session}","$id":"${session}","$level":"16"}}}`);
    expect(await get(`/?func=whoami&auth=${session}`)).toContain('balance="123.45 EUR"');
    expect(await get('/?func=whoami&auth=nobody')).toContain('type="access" object="session"');
  });

  test('the price list is public, but a wrong login to it is refused', async () => {
    expect(await get('/?func=pricelist.export&itemtype=addition&out=xml')).toContain('<pricelist>');
    expect(await get('/?func=pricelist.export&authinfo=a:b')).toContain('type="auth" object="badpassword"');
  });

  test('with a second factor whoami says so and everything else is refused', async () => {
    await sandbox.control('settings', { twoFactor: true });
    expect(await sandbox.callXml('whoami')).toMatchObject({ ok: 'func=totp.confirm' });
    expect(await sandbox.refusal('addition')).toMatch(/^extraconfirm\//);
  });
});

describe('the request', () => {
  test('the first value wins, and the query comes before the form', async () => {
    const body = new URLSearchParams({ func: 'nonsense', authinfo: 'reseller:sandbox-password' });
    const response = await fetch(`${sandbox.url}/?func=whoami&func=addition`, { method: 'POST', body });
    expect(await response.text()).toContain('<user ');
  });

  test('a multipart form and a form without content type are read too', async () => {
    const form = new FormData();
    form.set('func', 'whoami');
    form.set('authinfo', 'reseller:sandbox-password');
    const multipart = await fetch(`${sandbox.url}/billmgr`, { method: 'POST', body: form });
    expect(await multipart.text()).toContain('<user ');
    const bare = new Blob(['func=whoami&authinfo=reseller%3Asandbox-password']);
    const untyped = await fetch(`${sandbox.url}/billmgr`, { method: 'POST', body: bare });
    expect(await untyped.text()).toContain('<user ');
  });
});

describe('encodings', () => {
  test('a refusal is HTTP 200 with the whole envelope', async () => {
    const response = await sandbox.send({ func: 'nope', authinfo: 'reseller:sandbox-password' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<doc lang="en" func="nope"><error type="missed" object="func" lang="en">' +
        '<param name="object" type="msg" msg="">func</param><param name="value">nope</param>' +
        "<group>The '__value__' function was not found</group>" +
        "<msg>Function 'nope' was not found. The managing module may not be loaded</msg></error></doc>\n",
    );
    expect(await sandbox.callJson('nope')).toMatchObject({
      error: { $type: 'missed', msg: { $: expect.any(String) } },
    });
  });

  test('in JSON one row is an object, more are an array, and none leaves the key out', async () => {
    expect(await sandbox.callJson('addition')).not.toHaveProperty('elem');
    await sandbox.order({ item: '1', remoteid: 'shop-1' });
    expect(await sandbox.callJson('addition')).toEqual({
      elem: {
        id: { $: '334673' },
        item: { $: '1' },
        pricelist: { $: 'CloudLinux OS' },
        pricelist_id: { $: '9203' },
        intname: { $: 'cloudlinux' },
        period: { $: '1' },
        createdate: { $: '2026-11-20' },
        expiredate: { $: '2026-12-20' },
        autoprolong: { $: 'null' },
        item_status: { $: 'Active', $orig: '2' },
        item_real_status: { $: '2' },
        cost: { $: '10.4000 EUR / month' },
        remoteid: { $: 'shop-1' },
      },
      p_num: { $: '1' },
      p_cnt: { $: '100' },
      p_elems: { $: '1' },
    });
    await sandbox.order({ item: '2' });
    expect(await sandbox.callJson('addition')).toMatchObject({ elem: [{ item: { $: '2' } }, { item: { $: '1' } }] });
  });

  test('with sjson every child is an array', async () => {
    expect(await sandbox.callJson('dashboard.info', { out: 'sjson' })).toEqual({
      elem: [{ balance: [{ $: '123.45 EUR' }], realbalance: [{ $: '123.45 EUR' }] }],
    });
  });

  test('a named list is always an array, also empty', async () => {
    expect(await sandbox.callJson('basket')).toEqual({ list: [{ $name: 'itemlist' }] });
  });

  test('bjson is flat: orders and forms by id, lists, prices and errors without doc', async () => {
    const bjson = async (func: string, fields: Record<string, string> = {}): Promise<unknown> =>
      JSON.parse(await sandbox.call(func, { out: 'bjson', ...fields }));
    const order = {
      pricelist: '55231',
      ip: '203.0.113.10',
      licname: 'shop-1',
      period: '1',
      skipbasket: 'on',
      sok: 'ok',
    };
    expect(await bjson('soft.order.param', order)).toMatchObject({ id: { v: '334673' } });
    expect(await bjson('soft.edit', { elid: '334673' })).toMatchObject({
      id: { v: '334673' },
      model: { licname: 'shop-1', status: '2', expiredate: '2026-12-20', lickey: expect.stringMatching(/^334673-/) },
    });
    expect(await bjson('soft')).toMatchObject({ elem: [{ id: '334673', ip: '203.0.113.10', item_status: '2' }] });
    expect(await bjson('pricelist.export', { pricelist: '277' })).toMatchObject({
      pricelist: [
        { id: '277', price: { currency: 'EUR', period: [{ cost: '3.9286', type: 'month', length: '1' }, {}] } },
      ],
    });
    expect(await bjson('nope')).toEqual({ error: { msg: expect.stringContaining('nope') } });
  });

  test('sfrom=ajax has rows in content and refusals in message', async () => {
    const ajax = async (func: string): Promise<unknown> => JSON.parse(await sandbox.call(func, { sfrom: 'ajax' }));
    expect(await ajax('dashboard.info')).toMatchObject({ content: [{ balance: { v: '123.45 EUR' } }], message: [] });
    await sandbox.order({ item: '1' });
    expect(await ajax('addition')).toMatchObject({
      content: [{ id: { v: '334673' }, item_status: { v: 'Active', orig: '2' } }],
      p_elems: '1',
    });
    expect(await ajax('nope')).toMatchObject({ content: [], message: [{ type: 'missed', object: 'func' }] });
  });

  test('text is escaped in XML', async () => {
    await sandbox.order({ remoteid: '<b>&"' });
    expect(await sandbox.call('addition')).toContain('<remoteid>&lt;b&gt;&amp;&quot;</remoteid>');
  });

  test('subaccount has the amount and the currency apart', async () => {
    expect(await sandbox.callJson('subaccount')).toEqual({
      elem: { id: { $: '1' }, balance: { $: '123.45' }, currency: { $: 'EUR' } },
    });
  });
});

describe('the price list', () => {
  test('has four decimals, one currency and the lengths of the periods', async () => {
    const list = await get('/?func=pricelist.export&itemtype=addition&pricelist=55371&out=xml');
    expect(list).toContain('<additionintname>BitNinja</additionintname>');
    expect(list).toContain(
      '<price currency="EUR"><period cost="0.0000" type="month" length="-100">trial</period>' +
        '<period cost="30.0000" type="month" length="1">monthly</period>',
    );
    expect(list.match(/<pricelist>/g)).toHaveLength(1);
  });

  test('has at least twelve modules, one of them without a monthly price', async () => {
    const list = await get('/?func=pricelist.export&itemtype=addition&onlyavailable=on');
    const modules = list.split('</pricelist>').slice(0, -1);
    expect(modules.length).toBeGreaterThanOrEqual(12);
    expect(modules.filter((module) => !module.includes('length="1"'))).toHaveLength(1);
  });

  test('leaves inactive tariffs out with onlyavailable, and is empty for other types', async () => {
    expect(await get('/?func=pricelist.export')).toContain('RevisiumOld');
    expect(await get('/?func=pricelist.export&onlyavailable=on')).not.toContain('RevisiumOld');
    expect(await get('/?func=pricelist.export&itemtype=certificate')).not.toContain('<pricelist>');
  });

  test('follows what control says: changed, new, without price, gone', async () => {
    await sandbox.control('prices', {
      currency: 'USD',
      tariffs: {
        9203: { periods: { 1: '11.0001', 3: null, 6: '' } },
        277: { remove: true },
        60000: { name: 'New one', additionintname: 'NewOne', periods: { 1: '1.5' } },
      },
    });
    expect(await get('/?func=pricelist.export&pricelist=9203')).toMatch(
      /<price currency="USD"><period cost="11.0001"[^>]*length="1">monthly<\/period><period cost=""[^>]*length="6">/,
    );
    expect(await get('/?func=pricelist.export&pricelist=277')).not.toContain('<pricelist>');
    expect(await get('/?func=pricelist.export&pricelist=60000')).toContain('cost="1.5000"');
    expect(
      await sandbox.refusal('addition.order.param', { item: '1', pricelist: '9203', period: '6', sok: 'ok' }),
    ).toBe('value/period');
  });
});

describe('the list of services', () => {
  test('is paged, newest first, and says how many there are', async () => {
    for (const item of ['1', '2', '3', '4', '5']) await sandbox.order({ item, pricelist: '9204' });
    expect(await sandbox.callXml('addition', { p_num: '2', p_cnt: '2' })).toMatchObject({
      elem: [{ item: '3' }, { item: '2' }],
      p_num: '2',
      p_cnt: '2',
      p_elems: '5',
    });
    expect(await sandbox.callXml('addition', { p_num: '4', p_cnt: '2' })).not.toHaveProperty('elem');
  });

  test('is filtered by licence, tariff, id and remoteid', async () => {
    await sandbox.order({ item: '1', remoteid: 'a' });
    await sandbox.order({ item: '2', pricelist: '9204' });
    const found = async (fields: Record<string, string>) =>
      (await sandbox.callXml('addition', { filter: 'on', ...fields }))['elem'];
    expect(await found({ item: '2' })).toMatchObject({ id: '334674' });
    expect(await found({ pricelist: '9203' })).toMatchObject({ id: '334673' });
    expect(await found({ pricelist: 'Softaculous' })).toMatchObject({ id: '334674' });
    expect(await found({ id: '334673' })).toMatchObject({ item: '1' });
    expect(await found({ remoteid: 'a' })).toMatchObject({ item: '1' });
    expect(await found({ item: '1', pricelist: '9204' })).toBeUndefined();
  });
});
