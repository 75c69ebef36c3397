import { afterEach, beforeEach, expect, test } from 'vitest';
import { decryptSecret, encryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import { provideEnv } from '#lib/platform/env.ts';
import { newId } from '#lib/platform/ids.ts';
import { followSettings } from '#prisma/follow-settings.ts';

const APP_KEY = '0123456789abcdef'.repeat(4);
const OTHER_KEY = 'fedcba9876543210'.repeat(4);
const URL_A = 'https://a.example.org/billmgr';
const LOGIN = { UPSTREAM_URL: URL_A, UPSTREAM_USER: 'reseller', UPSTREAM_PASSWORD: 'old password' } as const;
const NONE = { UPSTREAM_URL: '', UPSTREAM_USER: '', UPSTREAM_PASSWORD: '', SANDBOX_PORT: '', ROLE: '' } as const;

beforeEach(async () => {
  await db().upstreamAccount.deleteMany();
  await db().store.deleteMany();
});
afterEach(() => provideEnv({ ...NONE, APP_KEY }));

async function makeAccount(account: { url?: string; isSandbox?: boolean; pulledAt?: Date | null } = {}) {
  const id = newId('upa');
  const storeId = newId('sto');
  await db().store.create({
    data: { id: storeId, name: 'Shop', currency: 'EUR', orderPrefix: 'A', supportEmail: 'help@example.org' },
  });
  await db().upstreamAccount.create({
    data: {
      id,
      storeId,
      name: 'Supplier',
      url: URL_A,
      username: 'reseller',
      passwordEncrypted: encryptSecret('old password', id),
      currency: 'EUR',
      pulledAt: new Date('2026-11-20T14:00:00Z'),
      ...account,
    },
  });
  return id;
}

async function loginOf(id: string): Promise<{ url: string; username: string; password: string }> {
  const { url, username, passwordEncrypted } = await db().upstreamAccount.findUniqueOrThrow({ where: { id } });
  return { url, username, password: decryptSecret(passwordEncrypted, id) };
}

test.each(['all', 'web', 'worker'])('a %s process follows UPSTREAM_PASSWORD for the account it names', async (ROLE) => {
  const id = await makeAccount();
  const other = await makeAccount({ url: 'https://b.example.org/billmgr' });
  provideEnv({ ...LOGIN, ROLE });
  expect(await followSettings()).toEqual([]);
  provideEnv({ UPSTREAM_PASSWORD: 'new password' });
  expect(await followSettings()).toEqual([`The password of reseller at ${URL_A} is now the one in UPSTREAM_PASSWORD.`]);
  expect(await loginOf(id)).toEqual({ url: URL_A, username: 'reseller', password: 'new password' });
  expect((await loginOf(other)).password).toBe('old password');
  expect(await followSettings()).toEqual([]);
});

test('an account that was never pulled follows its address and user too; later that is said to have no effect', async () => {
  const id = await makeAccount({ pulledAt: null });
  const right = { ...LOGIN, UPSTREAM_URL: 'https://b.example.org/billmgr' };
  provideEnv(right);
  expect(await followSettings()).toEqual(['The supplier account is now reseller at https://b.example.org/billmgr.']);
  expect((await loginOf(id)).url).toBe('https://b.example.org/billmgr');
  await db().upstreamAccount.update({ where: { id }, data: { pulledAt: new Date() } });
  provideEnv({ ...LOGIN, UPSTREAM_USER: 'somebody', UPSTREAM_PASSWORD: 'x' });
  expect(await followSettings()).toEqual([
    'UPSTREAM_URL and UPSTREAM_USER name no account of this shop and have no effect; it has reseller at https://b.example.org/billmgr.',
  ]);
  expect(await loginOf(id)).toMatchObject({ username: 'reseller', password: 'old password' });
});

test('a password under a lost key stops the start, unless the settings tell it anew', async () => {
  const id = await makeAccount();
  provideEnv({ APP_KEY: OTHER_KEY });
  await expect(followSettings()).rejects.toThrow(
    `The password of the supplier account reseller at ${URL_A} was encrypted under another APP_KEY and cannot be read: put the old key back`,
  );
  provideEnv({ ...LOGIN, UPSTREAM_USER: 'somebody' });
  await expect(followSettings()).rejects.toThrow('set UPSTREAM_URL, UPSTREAM_USER and UPSTREAM_PASSWORD');
  provideEnv(LOGIN);
  expect(await followSettings()).toEqual([expect.stringMatching(/encrypted anew from UPSTREAM_PASSWORD/)]);
  expect((await loginOf(id)).password).toBe('old password');
});

test.each(['web', 'worker'])('a %s process with a wrong key takes the password from nobody', async (ROLE) => {
  const id = await makeAccount();
  provideEnv({ ...LOGIN, ROLE, APP_KEY: OTHER_KEY });
  await expect(followSettings()).rejects.toThrow(/cannot be read: give this process the APP_KEY of the others\.$/);
  provideEnv({ APP_KEY });
  expect((await loginOf(id)).password).toBe('old password');
});

test("the sandbox's account follows SANDBOX_PORT, and its known password is encrypted anew under another key", async () => {
  const id = await makeAccount({ isSandbox: true });
  provideEnv({ SANDBOX_PORT: '4711', APP_KEY: OTHER_KEY });
  expect(await followSettings()).toEqual([expect.stringMatching(/the password of Supplier was encrypted anew/)]);
  expect(await loginOf(id)).toMatchObject({ url: 'http://127.0.0.1:4711/billmgr', password: 'sandbox-password' });
  expect(await followSettings()).toEqual([]);
});
