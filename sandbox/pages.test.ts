import { request as ask } from 'node:http';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from './sandbox-client.ts';

const PRICES = `<doc>
  <pricelist><id>9203</id><additionintname>CloudLinux</additionintname><name>CloudLinux &amp; co</name>
    <price currency="EUR"><period cost="12.9000" type="month" length="1">monthly</period></price></pricelist>
  <pricelist><id>55410</id><additionintname>Sitepro</additionintname><name>Site.pro</name>
    <price currency="EUR"><period cost="99.0000" type="month" length="12">annual</period></price></pricelist>
  <pricelist><id>1</id><additionintname>Unheard</additionintname><name>Unheard of</name>
    <price currency="EUR"><period cost="1.0000" type="month" length="1">monthly</period></price></pricelist>
</doc>`;

let shop: Server;
let shopBody = PRICES;
let shopUrl = '';
let sandbox: TestSandbox;

beforeEach(async () => {
  shopBody = PRICES;
  shop = createServer((_request, response) => response.end(shopBody));
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  const address = shop.address();
  shopUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  sandbox = await startTestSandbox({ shopUrl, now: () => new Date('2026-11-20T12:00:00Z') });
});
afterEach(async () => {
  await sandbox.close();
  shop.closeAllConnections();
  await new Promise((resolve) => shop.close(resolve));
});

const get = async (path: string): Promise<string> => (await fetch(`${sandbox.url}${path}`)).text();
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${sandbox.url}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });

describe('the panel page', () => {
  test('offers the shop’s monthly prices with a link to buy for this licence', async () => {
    const page = await get('/panel?license=42&ip=198.51.100.4');
    expect(page).toContain('CloudLinux &amp; co');
    expect(page).toContain('€12.90');
    expect(page).toContain(
      `${shopUrl}/billmgr?module=CloudLinux&amp;license=42&amp;ip=198.51.100.4&amp;module_id=9203`,
    );
  });

  test('has no link to buy without a monthly price, and leaves out what it does not know', async () => {
    const page = await get('/panel');
    expect(page).toContain('Not sold by the month');
    expect(page).not.toContain('module=Sitepro');
    expect(page).not.toContain('Unheard of');
    expect(page).toContain('1 of 3 entries');
  });

  test('shows a purchase only after the licence information was updated', async () => {
    await sandbox.order({ item: '42' });
    expect(await get('/panel?license=42')).not.toContain('Installed until');
    const answer = await post('/panel/update', { license: '42', ip: '198.51.100.4' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/panel?license=42&ip=198.51.100.4');
    expect(await get('/panel?license=42')).toContain('Installed until <span class="together">2026-12-20<');
    expect(await get('/panel?license=43')).not.toContain('Installed until');
  });

  test('says what is wrong when the shop answers no price list, an error, or nothing', async () => {
    shopBody = '<html>hello';
    expect(await get('/panel')).toContain('but not with a price list');
    shopBody = '<doc><error type="auth" object="badip"><msg>no</msg></error></doc>';
    expect(await get('/panel')).toContain('refused the price list: auth/badip');
    shop.closeAllConnections();
    await new Promise((resolve) => shop.close(resolve));
    expect(await get('/panel')).toContain('cannot be reached');
  });

  test('refuses a licence that is not a number and escapes what it was given', async () => {
    const page = await get('/panel?license=%3Cscript%3E');
    expect(page).toContain('digits only');
    expect(page).not.toContain('<script');
  });
});

describe('the control page', () => {
  test('works by plain forms', async () => {
    expect((await post('/control/settings', { balance: '77.5', twoFactor: 'on', seed: '' })).status).toBe(303);
    expect((await sandbox.state()).account.balance).toBe('77.5000');
    await post('/control/faults', { func: '*', fault: 'delay', probability: '0.5', times: '', delayMs: '10' });
    await post('/control/faults', { action: 'add', func: 'auth', fault: 'html', submitOnly: 'on' });
    await post('/control/faults', { action: 'remove', index: '0' });
    expect((await sandbox.state()).faults).toMatchObject([{ func: 'auth', fault: 'html', submitOnly: true }]);
    await post('/control/faults', { action: 'clear' });
    expect((await sandbox.state()).faults).toEqual([]);
    await post('/control/reset', {});
    expect((await sandbox.state()).account.balance).toBe('1000.0000');
  });

  test('refuses what it cannot understand and changes nothing', async () => {
    expect((await sandbox.control('settings', { balance: '1', typo: true })).status).toBe(400);
    expect((await sandbox.control('faults', [{ fault: 'nonsense' }])).status).toBe(400);
    expect((await sandbox.control('prices', { tariffs: { 277: { periods: { 1: 'free' } } } })).status).toBe(400);
    const page = await post('/control/settings', { balance: 'much' });
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('Nothing was changed');
    expect((await sandbox.state()).account.balance).toBe('1000.0000');
  });

  test('refuses a form from another site', async () => {
    const foreign = { origin: 'https://evil.example' };
    expect((await post('/control/settings', { balance: '1' }, foreign)).status).toBe(403);
    expect((await post('/control/reset', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post('/panel/update', { license: '1' }, foreign)).status).toBe(403);
    expect((await post('/control/settings', { balance: '1' }, { origin: sandbox.url })).status).toBe(303);
  });

  test('refuses a name that somebody else gives out for this address', async () => {
    const statusFor = (host: string) =>
      new Promise<number | undefined>((resolve) => {
        ask(`${sandbox.url}/control/state.json`, { headers: { host } }, (answer) =>
          resolve(answer.resume().statusCode),
        ).end();
      });
    expect(await statusFor('evil.example:4731')).toBe(403);
    expect(await statusFor('localhost:4731')).toBe(200);
    expect(await statusFor('[::1]:4731')).toBe(200);
  });

  test('a reset forgets everything but goes on counting ids, and can set up what follows', async () => {
    await sandbox.order();
    await sandbox.control('reset', { balance: '5', activationDelayMs: 9 });
    const { account, services } = await sandbox.state();
    expect(account.balance).toBe('5.0000');
    expect(services).toEqual([]);
    await sandbox.control('settings', { balance: '50' });
    expect((await sandbox.order())['id']).toBe('334674');
  });

  test('never shows a password, a key or a session', async () => {
    await sandbox.call('whoami', { key: 'topsecret-key', auth: 'topsecret-session' });
    await get('/?func=auth&username=reseller&password=topsecret-word');
    await sandbox.control('settings', { password: 'topsecret-new' });
    const seen = (await get('/control')) + (await get('/control/state.json'));
    expect(seen).not.toContain('topsecret');
    expect(seen).not.toContain('sandbox-password');
  });

  test('escapes what callers send, and lets no script in', async () => {
    await sandbox.order({ remoteid: '<img src=x>' });
    await sandbox.call('<b>bold</b>');
    const response = await fetch(`${sandbox.url}/control`);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await response.text();
    expect(page).not.toContain('<img');
    expect(page).not.toContain('<b>bold');
  });

  test('shows double purchases in words as well as in red', async () => {
    await sandbox.order();
    expect(await get('/control')).not.toContain('bought twice</strong>');
    await sandbox.order();
    expect((await get('/control')).match(/class="double"/g)).toHaveLength(2);
    expect(await get('/control')).toContain('bought twice</strong>');
  });
});

test('a browser without a function sees where to go', async () => {
  const page = await get('/');
  expect(page).toContain('href="/control"');
  expect(page).toContain('href="/panel"');
});
