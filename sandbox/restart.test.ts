import { fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startTestSandbox } from './sandbox-client.ts';

const readySchema = z.object({ type: z.literal('ready'), url: z.string() });
const MAIN = new URL('./main.ts', import.meta.url).pathname;

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function startProcess(port: string) {
  const env = { ...process.env, SANDBOX_PORT: port, SANDBOX_STATE: join(folder, 'state.json') };
  return fork(MAIN, { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
}

test('state survives a restart: services, cart, ledger, faults, settings, prices and ids', async () => {
  const stateFile = join(folder, 'deep', 'state.json');
  const now = () => new Date('2026-11-20T12:00:00Z');
  const before = await startTestSandbox({ stateFile, balance: '50', now });
  await before.order({ item: '1' });
  await before.order({ item: '2', skipbasket: '' });
  await before.control('settings', { activationDelayMs: 7, unknownLicences: ['5'], password: 'secret-one' });
  await before.control('prices', { tariffs: { 277: { remove: true } } });
  await before.control('faults', [{ func: 'auth', fault: 'http-502', times: 3 }]);
  const { calls: _before, ...remembered } = await before.state();
  await before.close();

  const after = await startTestSandbox({ stateFile, balance: '999', now });
  const { calls: _after, ...found } = await after.state();
  expect(found).toEqual(remembered);
  expect(found.account.balance).toBe('39.6000');
  const answer = await after.order({ item: '3', authinfo: 'reseller:secret-one' });
  expect(answer['id']).toBe('334675');
  await after.close();
});

test('a kill -9 right after the answer loses no purchase', async () => {
  const child = startProcess('0');
  const [message] = await once(child, 'message');
  const { url } = readySchema.parse(message);
  const body = new URLSearchParams(
    'authinfo=reseller:sandbox-password&func=addition.order.param&item=1&pricelist=277&period=1&skipbasket=on&sok=ok',
  );
  expect(await (await fetch(url, { method: 'POST', body })).text()).toContain('<id>');
  child.kill('SIGKILL');
  await once(child, 'exit');

  const after = await startTestSandbox({ stateFile: join(folder, 'state.json') });
  expect((await after.state()).services).toMatchObject([{ licence: '1', paid: true }]);
  await after.close();
});

test('every change of every kind comes back from the journal after a kill -9', async () => {
  const child = startProcess('0');
  const [message] = await once(child, 'message');
  const { url } = readySchema.parse(message);
  const call = async (func: string, fields: Record<string, string>) => {
    const body = new URLSearchParams({ authinfo: 'reseller:sandbox-password', func, ...fields });
    expect(await (await fetch(url, { method: 'POST', body })).text()).toContain('<ok');
  };
  const order = { period: '1', autoprolong: '1', skipbasket: 'on', sok: 'ok' };
  await call('platform.order.param', { ...order, pricelist: '55163', comment: 'c', addon_55165: '2' });
  await call('soft.order.param', { ...order, pricelist: '55231', ip: '203.0.113.9', licname: 'l' });
  await call('soft.suspend', { elid: '334674' });
  await call('service.prolong', { elid: '334673', period: '12', sok: 'ok' });
  await call('platform.edit', { elid: '334673', comment: 'd', addon_55165: '3', sok: 'ok' });
  await call('addition.order.param', { ...order, pricelist: '277', item: '5', skipbasket: 'off' });
  await call('basket', { id: '23447', sok: 'ok' });
  await call('addition.delete', { elid: '334675', sok: 'ok' });
  const seen = async (from: string): Promise<unknown> => {
    const { services, ledger, cart, account } = z
      .looseObject({ services: z.array(z.looseObject({ status: z.string() })) })
      .parse(await (await fetch(`${from}/control/state.json`)).json());
    return { services, ledger, cart, account };
  };
  const remembered = await seen(url);
  child.kill('SIGKILL');
  await once(child, 'exit');

  const stateFile = join(folder, 'state.json');
  // What a process writes while it is killed can break off; it was not acknowledged.
  appendFileSync(`${stateFile}.journal`, '{"services":[{"id":"3346');
  const after = await startTestSandbox({ stateFile });
  expect(await seen(after.url)).toEqual(remembered);
  expect((await after.state()).services.map(({ status }) => status)).toEqual(['2', '3', '4']);
  await after.close();
});

test('a journal of an older file is not read again', async () => {
  const stateFile = join(folder, 'state.json');
  const before = await startTestSandbox({ stateFile });
  await before.order();
  await before.close();
  const journal = readFileSync(`${stateFile}.journal`, 'utf8');
  const between = await startTestSandbox({ stateFile });
  await between.control('reset', {});
  await between.close();
  writeFileSync(`${stateFile}.journal`, journal);
  const after = await startTestSandbox({ stateFile });
  expect((await after.state()).services).toEqual([]);
  await after.close();
});

test('a state file of the time when there were modules only is read, with the other kinds on sale', async () => {
  const stateFile = join(folder, 'state.json');
  const at = '2026-11-01T00:00:00.000Z';
  const tariff = {
    id: '9203',
    additionintname: 'CloudLinux',
    intname: 'cloudlinux',
    name: 'CloudLinux OS',
    nameRu: '',
  };
  const service = { id: '334673', licence: '1', pricelistId: '9203', name: 'CloudLinux OS', intname: 'cloudlinux' };
  const old = {
    balance: '10.0000',
    currency: 'EUR',
    settings: {
      activationDelayMs: 0,
      twoFactor: false,
      insufficientFunds: 'error',
      unknownLicences: [],
      seed: null,
      password: null,
    },
    faults: [],
    tariffs: [{ ...tariff, description: '', active: true, periods: [{ period: 1, cost: '10.4000' }] }],
    services: [
      {
        ...service,
        period: 1,
        cost: '10.4000',
        orderId: '23445',
        remoteid: null,
        autoprolong: null,
        createdAt: at,
        paidAt: at,
        activatesAt: at,
        expiresOn: '2026-12-01',
        deletedAt: null,
      },
    ],
    orders: [{ id: '23445', paidAt: at }],
    cart: [],
    ledger: [],
    panels: {},
    nextId: { service: 334674, order: 23446, row: 4411 },
  };
  writeFileSync(stateFile, JSON.stringify(old));
  const sandbox = await startTestSandbox({ stateFile });
  expect((await sandbox.state()).services).toMatchObject([{ kind: 'addition', licence: '1', paid: true }]);
  expect(await sandbox.callJson('pricelist.export', { itemtype: 'addition' })).toMatchObject({
    pricelist: { id: { $: '9203' } },
  });
  expect(await sandbox.call('pricelist.export', { itemtype: 'platform' })).toContain('<id>55163</id>');
  await sandbox.close();
});

test('closing the sandbox ends a delayed order without acting', async () => {
  const stateFile = join(folder, 'state.json');
  const before = await startTestSandbox({ stateFile });
  await before.control('faults', [{ fault: 'delay', delayMs: 60_000, times: 1, submitOnly: true }]);
  const outcome = before.order().then(
    () => 'answered',
    () => 'cut',
  );
  await expect.poll(async () => (await before.state()).faults[0]?.times).toBe(0);
  await before.close();
  expect(await outcome).toBe('cut');

  const after = await startTestSandbox({ stateFile });
  expect((await after.state()).services).toEqual([]);
  await after.close();
});

test('the process says when its port is taken, and ends with its parent', async () => {
  const first = startProcess('0');
  const [message] = await once(first, 'message');
  const { port } = new URL(readySchema.parse(message).url);
  const second = startProcess(port);
  const [refusal] = await once(second, 'message');
  expect(refusal).toMatchObject({ type: 'error', code: 'EADDRINUSE' });
  if (second.exitCode === null) await once(second, 'exit');
  expect(second.exitCode).toBe(1);
  first.disconnect();
  const [code] = await once(first, 'exit');
  expect(code).toBe(0);
});

test('the password of the start is not written to the state file', async () => {
  const stateFile = join(folder, 'state.json');
  const sandbox = await startTestSandbox({ stateFile });
  await sandbox.order();
  await sandbox.close();
  expect(readFileSync(stateFile, 'utf8')).not.toContain('sandbox-password');
});
