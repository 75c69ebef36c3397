import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from './sandbox-client.ts';

let clock = new Date('2026-11-20T12:00:00Z');
let sandbox: TestSandbox;

beforeEach(async () => {
  clock = new Date('2026-11-20T12:00:00Z');
  sandbox = await startTestSandbox({ balance: '100', now: () => clock });
});
afterEach(() => sandbox.close());

const ORDER = {
  authinfo: 'reseller:sandbox-password',
  func: 'addition.order.param',
  item: '234256',
  pricelist: '9203',
  period: '1',
  skipbasket: 'on',
  sok: 'ok',
};

const switchOn = (rule: Record<string, unknown>) => sandbox.control('faults', [{ func: ORDER.func, ...rule }]);
const bought = async () => (await sandbox.state()).services.length;

describe('a caller that hears nothing', () => {
  test('drop-before neither charges nor creates', async () => {
    await switchOn({ fault: 'drop-before' });
    await expect(sandbox.send(ORDER)).rejects.toThrow();
    expect(await bought()).toBe(0);
  });

  test('drop-after charges and creates although the caller hears nothing', async () => {
    await switchOn({ fault: 'drop-after' });
    await expect(sandbox.send(ORDER)).rejects.toThrow();
    const { account, services, calls } = await sandbox.state();
    expect(account.balance).toBe('89.6000');
    expect(services).toMatchObject([{ status: '2', paid: true }]);
    expect(calls.at(-1)).toMatchObject({ outcome: 'ok', fault: 'drop-after' });
  });

  test('delay acts even though the caller has gone before', async () => {
    await switchOn({ fault: 'delay', delayMs: 60 });
    const body = new URLSearchParams(ORDER);
    const sent = fetch(`${sandbox.url}/`, { method: 'POST', body, signal: AbortSignal.timeout(30) });
    await expect(sent).rejects.toThrow();
    await expect.poll(bought).toBe(1);
  });

  test('delay-after has acted before it answers late', async () => {
    await switchOn({ fault: 'delay-after', delayMs: 200 });
    let answered = false;
    const sent = sandbox.send(ORDER).then(() => (answered = true));
    await expect.poll(bought).toBe(1);
    expect(answered).toBe(false);
    await sent;
  });
});

describe('an answer that is not one', () => {
  test.each([
    { fault: 'http-500', status: 500, acted: 0 },
    { fault: 'http-500-after', status: 500, acted: 1 },
    { fault: 'http-502', status: 502, acted: 0 },
    { fault: 'http-502-after', status: 502, acted: 1 },
    { fault: 'html', status: 200, acted: 0 },
    { fault: 'html-after', status: 200, acted: 1 },
  ])('$fault answers a web page with HTTP $status and buys $acted', async ({ fault, status, acted }) => {
    await switchOn({ fault });
    const response = await sandbox.send(ORDER);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(await response.text()).toMatch(/^<!?(html|DOCTYPE)/);
    expect(await bought()).toBe(acted);
  });

  test('truncated buys and answers XML that breaks off', async () => {
    await switchOn({ fault: 'truncated' });
    const answer = await (await sandbox.send(ORDER)).text();
    expect(answer).toMatch(/^<\?xml/);
    expect(answer).not.toContain('</doc>');
    expect(await bought()).toBe(1);
  });

  test.each([
    { fault: 'garbage', acted: 1 },
    { fault: 'garbage-before', acted: 0 },
    { fault: 'truncated-before', acted: 0 },
  ])('$fault answers HTTP 200 without a document and buys $acted', async ({ fault, acted }) => {
    await switchOn({ fault });
    const response = await sandbox.send(ORDER);
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain('</doc>');
    expect(await bought()).toBe(acted);
  });
});

describe('hold', () => {
  const held = async () => (await sandbox.state()).held;

  test('waits for a release, then acts, also for a caller who has hung up', async () => {
    await switchOn({ fault: 'hold', times: 2 });
    const answered = sandbox.send(ORDER).then((response) => response.text());
    const gone = new AbortController();
    const body = new URLSearchParams({ ...ORDER, item: '5' });
    const lost = fetch(`${sandbox.url}/`, { method: 'POST', body, signal: gone.signal }).catch(() => 'gone');
    await expect.poll(held).toBe(2);
    expect(await bought()).toBe(0);
    gone.abort();
    expect(await lost).toBe('gone');
    await sandbox.control('release', {});
    expect(await answered).toContain('<id>');
    await expect.poll(bought).toBe(2);
    expect(await held()).toBe(0);
  });

  test('let go without acting buys nothing', async () => {
    await switchOn({ fault: 'hold' });
    const answered = sandbox.send(ORDER);
    await expect.poll(held).toBe(1);
    await sandbox.control('release', { act: false });
    expect((await answered).status).toBe(502);
    expect(await bought()).toBe(0);
  });
});

describe('a refusal that was not deserved', () => {
  test.each([
    { fault: 'low-balance', refusal: 'value/balance' },
    { fault: 'bad-password', refusal: 'auth/badpassword' },
    { fault: 'bad-ip', refusal: 'auth/badip' },
    { fault: 'two-factor', refusal: 'extraconfirm/addition.order.param' },
    { fault: 'error-envelope', type: 'limit', object: 'licences', refusal: 'limit/licences' },
  ])('$fault is $refusal and buys nothing', async ({ refusal, ...rule }) => {
    await switchOn(rule);
    expect(await sandbox.refusal(ORDER.func, ORDER)).toBe(refusal);
    expect(await bought()).toBe(0);
  });

  test('two-factor makes whoami ask for the second factor', async () => {
    await sandbox.control('faults', [{ fault: 'two-factor' }]);
    expect(await sandbox.callXml('whoami')).toMatchObject({ ok: 'func=totp.confirm' });
  });

  test('error-envelope shows the message it was given', async () => {
    await switchOn({ fault: 'error-envelope', message: 'Try < later' });
    expect(await sandbox.call(ORDER.func, ORDER)).toContain('<msg>Try &lt; later</msg>');
  });
});

describe('stale-list', () => {
  test('shows the services as they were, then again as they are', async () => {
    await sandbox.order({ item: '1' });
    clock = new Date(clock.getTime() + 60_000);
    await sandbox.order({ item: '2' });
    await sandbox.callXml('addition.delete', { elid: '334673', sok: 'ok' });
    await sandbox.control('faults', [{ fault: 'stale-list', staleMs: 10_000, times: 1 }]);
    expect(await sandbox.callXml('addition')).toMatchObject({ p_elems: '1', elem: { item: '1' } });
    expect(await sandbox.callXml('addition')).toMatchObject({ p_elems: '1', elem: { item: '2' } });
  });
});

describe('lists of any kind', () => {
  test('stale-list and duplicate-rows leave everything but lists alone', async () => {
    await sandbox.control('bulk', { count: 5, kind: 'platform' });
    await sandbox.control('faults', [{ fault: 'duplicate-rows', times: 1 }]);
    await sandbox.callXml('whoami');
    const page = (number: string) => sandbox.callXml('platform', { p_cnt: '2', p_num: number });
    expect(await page('2')).toMatchObject({ elem: [{ id: '334676' }, { id: '334675' }] });
    expect(await page('2')).toMatchObject({ elem: [{ id: '334675' }, { id: '334674' }] });
    await sandbox.control('faults', [{ fault: 'stale-list', func: 'platform*', staleMs: 1e10 }]);
    expect(await page('1')).toMatchObject({ p_elems: '0' });
  });
});

describe('when a rule applies', () => {
  test('a prefix names a function and all below it', async () => {
    await sandbox.control('faults', [{ func: 'addition*', fault: 'http-502' }]);
    expect((await sandbox.send(ORDER)).status).toBe(502);
    expect((await sandbox.send({ ...ORDER, func: 'addition' })).status).toBe(502);
    expect(await sandbox.callXml('whoami')).toHaveProperty('user');
  });

  test('a rule with times goes off after so many calls', async () => {
    await switchOn({ fault: 'http-502', times: 2 });
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await sandbox.send(ORDER)).status);
    expect(statuses).toEqual([502, 502, 200]);
    expect((await sandbox.state()).faults).toMatchObject([{ times: 0 }]);
  });

  test('submitOnly lets the form through', async () => {
    await switchOn({ fault: 'http-502', submitOnly: true });
    expect((await sandbox.send({ ...ORDER, sok: '' })).status).toBe(200);
    expect((await sandbox.send(ORDER)).status).toBe(502);
  });

  test('a rule for one function leaves the others alone, and [] clears all', async () => {
    await switchOn({ fault: 'http-502' });
    expect(await sandbox.callXml('whoami')).toHaveProperty('user');
    await sandbox.control('faults', []);
    expect((await sandbox.send(ORDER)).status).toBe(200);
  });

  test('the same seed gives the same luck', async () => {
    const luck = async () => {
      await sandbox.control('settings', { seed: 7 });
      await sandbox.control('faults', [{ func: 'whoami', fault: 'http-502', probability: 0.5 }]);
      const statuses = [];
      for (let call = 0; call < 12; call += 1) {
        statuses.push((await sandbox.send({ func: 'whoami', authinfo: 'reseller:sandbox-password' })).status);
      }
      return statuses;
    };
    const first = await luck();
    expect(await luck()).toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 502]));
  });
});
