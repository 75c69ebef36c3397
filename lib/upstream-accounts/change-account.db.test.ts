import { beforeAll, describe, expect, it } from 'vitest';
import { decryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import type { TestShop } from '#test/factories.ts';
import { makeShop } from '#test/factories.ts';
import { TestClock } from '#test/time.ts';
import { changeAccount } from './change-account.ts';
import { createAccount } from './create-account.ts';

const PASSWORD = 'a very secret password';
const clock = new TestClock();
let shop: TestShop;
let count = 0;

beforeAll(async () => {
  shop = await makeShop({ url: 'http://127.0.0.1:9/billmgr' });
});

const row = (id: string) => db().upstreamAccount.findUniqueOrThrow({ where: { id } });

/** An account at a public address, with what its form shows. */
async function makeAccount() {
  count += 1;
  const settings = {
    name: 'Supplier',
    url: 'https://api.example.org/billmgr',
    username: `reseller${count}`,
    kinds: ['soft'],
    priority: 1,
    minimalBalance: 0n,
    department: '',
    departmentEmail: null,
    orderMode: 'immediate',
  } as const;
  const money = { currency: 'EUR', exchangeRate: null, password: PASSWORD };
  return { id: await createAccount(shop.owner, { ...settings, ...money }, clock.now()), settings };
}

describe('a supplier account', () => {
  it.each([
    ['host', 'https://mallory.example.org/billmgr'],
    ['scheme', 'http://api.example.org/billmgr'],
    ['port', 'https://api.example.org:8443/billmgr'],
    ['login', null],
  ])('never sends its stored password to another %s: that takes the password again', async (_, url) => {
    const { id, settings } = await makeAccount();
    const moved = url === null ? { ...settings, username: `${settings.username}x` } : { ...settings, url };
    const before = await row(id);
    await expect(changeAccount(shop.owner, id, moved, '')).rejects.toMatchObject({
      fact: 'password_needed',
      field: 'password',
    });
    expect(await row(id)).toEqual(before);
    await changeAccount(shop.owner, id, moved, 'typed again');
    const after = await row(id);
    expect(decryptSecret(after.passwordEncrypted, id)).toBe('typed again');
    expect(await db().auditEntry.count({ where: { subjectId: id, event: 'upstream.password_set' } })).toBe(1);
  });

  it('keeps its password when only the path of its address changes', async () => {
    const { id, settings } = await makeAccount();
    await changeAccount(shop.owner, id, { ...settings, url: 'https://api.example.org/manager/billmgr' }, '');
    expect(decryptSecret((await row(id)).passwordEncrypted, id)).toBe(PASSWORD);
  });

  it('of the sandbox keeps its address, so that nobody leads it into a private network', async () => {
    const { accountId } = shop;
    const { url, username } = await row(accountId);
    const change = { ...(await makeAccount()).settings, url: 'http://10.0.0.1/billmgr', username };
    await expect(changeAccount(shop.owner, accountId, change, PASSWORD)).rejects.toMatchObject({
      fact: 'sandbox_login',
    });
    await changeAccount(shop.owner, accountId, { ...change, url, priority: 7 }, '');
    expect(await row(accountId)).toMatchObject({ url, priority: 7 });
  });

  it('takes another password beside its other settings', async () => {
    const { id, settings } = await makeAccount();
    await changeAccount(shop.owner, id, settings, 'typed');
    expect(decryptSecret((await row(id)).passwordEncrypted, id)).toBe('typed');
  });
});
