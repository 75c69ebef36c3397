import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFirstSignIn } from '#lib/platform/first-sign-in.ts';
import { freePort } from '#lib/platform/ports.ts';
import { startTestSandbox } from './sandbox-control.ts';
import { startShop, temporaryDataDirectory, untilUp } from './shop-process.ts';

let data: ReturnType<typeof temporaryDataDirectory>;
beforeEach(() => {
  data = temporaryDataDirectory();
});
afterEach(() => data.remove());

/** Starts a shop, stops it once it is up, and gives what it said. Rejects when it does not come up. */
async function startAndStop(settings: Readonly<Record<string, string>> = {}): Promise<string> {
  const shop = await startShop({ DATA_DIR: data.path, ...settings });
  await untilUp(shop);
  shop.child.kill('SIGTERM');
  expect(await shop.ended).toBe(0);
  return shop.output();
}

/** Runs a command of the shop, with `input` as its standard input. */
async function command(
  words: readonly string[],
  settings: Readonly<Record<string, string>> = {},
  input = '',
): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...words], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', DATA_DIR: data.path, LOG_LEVEL: 'error', ...settings },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.end(input);
  const [code]: unknown[] = await once(child, 'close');
  return { code, said };
}

function loseKey(): void {
  rmSync(join(data.path, 'app-key'));
}

test('a lost key is told, and stops the start until the key or the password is given again', async () => {
  const supplier = await startTestSandbox();
  const login = {
    UPSTREAM_URL: supplier.url,
    UPSTREAM_USER: 'reseller',
    UPSTREAM_PASSWORD: 'sandbox-password',
    UPSTREAM_PRIVATE: 'on',
  };
  await startAndStop(login);
  const key = readFileSync(join(data.path, 'app-key'), 'utf8');
  loseKey();

  const refused = await startShop({ DATA_DIR: data.path });
  expect(await refused.ended).toBe(1);
  expect(refused.output().trim().split('\n').at(-1)).toMatch(
    /^The password of the supplier account reseller at http\S+ was encrypted under another APP_KEY and cannot be read: put the old key back \(APP_KEY, or the file app-key in DATA_DIR\), or set UPSTREAM_URL, .*\.$/,
  );
  expect(refused.output()).not.toMatch(/^\s+at /m);

  const withKey = await startAndStop({ APP_KEY: key.trim() });
  expect(withKey).not.toContain('APP_KEY is another one');
  expect(await startAndStop(login)).toContain('was encrypted anew from UPSTREAM_PASSWORD');
  expect(await command(['scripts/sync.ts'], login)).toMatchObject({ code: 0 });
  await supplier.close();
});

test('a shop with the sandbox goes on after a lost key and on another SANDBOX_PORT, with and without the shop', async () => {
  await startAndStop();
  const sync = await command(['scripts/sync.ts'], { SANDBOX_PORT: String(await freePort()) });
  expect(sync).toEqual({ code: 0, said: expect.stringMatching(/^Panelshop, Sandbox: \d+ tariffs; no change\n$/) });
  loseKey();
  expect(await startAndStop()).toContain('the password of Sandbox was encrypted anew');
  expect(await command(['scripts/sync.ts'], { SANDBOX_PORT: String(await freePort()) })).toMatchObject({ code: 0 });
});

test("the operator sets a member of staff's password from the environment or standard input, and it is shown nowhere", async () => {
  const made = await startAndStop({ ADMIN_EMAIL: 'owner@example.org' });
  const first = readFirstSignIn(data.path)?.admin.password ?? '';
  expect(made).toContain(first);
  const words = ['scripts/set-password.ts', 'owner@example.org'];
  const done = {
    code: 0,
    said: 'owner@example.org signs in with the new password now; sessions from before it are over.\n',
  };
  expect(await command(words, {}, 'typed password 1\n')).toEqual(done);
  expect(await command(words, { NEW_PASSWORD: 'given password 2' })).toEqual(done);
  expect(readFirstSignIn(data.path)?.admin).toEqual({ email: 'owner@example.org', password: null });
  expect(await command(words, {}, 'short\n')).toEqual({
    code: 1,
    said: 'The password has fewer than 10 characters.\n',
  });
  expect(
    await command(['scripts/set-password.ts', 'nobody@example.org'], { NEW_PASSWORD: 'given password 2' }),
  ).toEqual({ code: 1, said: 'There is no member of staff nobody@example.org.\n' });
  expect(await command(['scripts/set-password.ts'])).toMatchObject({ code: 1 });
});
