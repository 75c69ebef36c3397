import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
  const before = await startTestSandbox({ stateFile, balance: '50' });
  await before.order({ item: '1' });
  await before.order({ item: '2', skipbasket: '' });
  await before.control('settings', { activationDelayMs: 7, unknownLicences: ['5'], password: 'secret-one' });
  await before.control('prices', { tariffs: { 277: { remove: true } } });
  await before.control('faults', [{ func: 'auth', fault: 'http-502', times: 3 }]);
  const { calls: _before, ...remembered } = await before.state();
  await before.close();

  const after = await startTestSandbox({ stateFile, balance: '999' });
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
