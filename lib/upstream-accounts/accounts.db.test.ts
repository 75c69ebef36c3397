import { afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import type { Actor } from '#lib/domain/actor.ts';
import { decryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import { provideEnv } from '#lib/platform/env.ts';
import { newId } from '#lib/platform/ids.ts';
import type { TestShop } from '#test/factories.ts';
import { makeShop } from '#test/factories.ts';
import { makeRenewalRow } from '#test/service-rows.ts';
import { TestClock } from '#test/time.ts';
import { changeAccount } from './change-account.ts';
import { checkConnection } from './check-connection.ts';
import { createAccount } from './create-account.ts';
import { disableAccount } from './disable-account.ts';
import { enableAccount } from './enable-account.ts';
import { findAccount } from './find-account.ts';
import { listAccounts } from './list-accounts.ts';
import { setAccountPassword } from './set-account-password.ts';
import { setCurrency } from './set-currency.ts';

const PASSWORD = 'a very secret password';
const clock = new TestClock();
let shop: TestShop;
let other: TestShop;
let count = 0;

beforeAll(async () => {
  shop = await makeShop({ url: 'http://127.0.0.1:9/billmgr' });
  other = await makeShop({ url: 'http://127.0.0.1:9/billmgr' });
});
afterEach(() => provideEnv({ UPSTREAM_PRIVATE: '' }));

function input(change: Partial<Parameters<typeof createAccount>[1]> = {}) {
  count += 1;
  return {
    name: ' Second supplier ',
    url: 'https://API.example.org:443/billmgr/',
    username: `reseller${count}`,
    kinds: ['soft', 'addition'],
    priority: 2,
    minimalBalance: 500_000n,
    department: 'Purchasing',
    departmentEmail: 'purchasing@example.org',
    orderMode: 'immediate',
    currency: 'EUR',
    exchangeRate: null,
    password: PASSWORD,
    ...change,
  } as const;
}

const row = (id: string) => db().upstreamAccount.findUniqueOrThrow({ where: { id } });
const settingsOf = ({ password: _p, currency: _c, exchangeRate: _r, ...settings }: ReturnType<typeof input>) =>
  settings;

describe('a supplier account', () => {
  it('is kept in one spelling, with its password encrypted for its row and shown nowhere', async () => {
    const id = await createAccount(shop.owner, input(), clock.now());
    const stored = await row(id);
    expect(stored).toMatchObject({
      name: 'Second supplier',
      url: 'https://api.example.org/billmgr',
      kinds: ['addition', 'soft'],
      enabled: true,
      isSandbox: false,
      exchangeRateAt: null,
    });
    expect(decryptSecret(stored.passwordEncrypted, id)).toBe(PASSWORD);
    await setAccountPassword(shop.owner, id, `${PASSWORD} 2`);
    expect(decryptSecret((await row(id)).passwordEncrypted, id)).toBe(`${PASSWORD} 2`);
    const shown = [await findAccount(shop.owner, id, clock.now()), await listAccounts(shop.owner, clock.now())];
    const told = [...shown, await db().auditEntry.findMany({ where: { subjectId: id } })];
    const text = JSON.stringify(told, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    expect(text).toContain('upstream.password_set');
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(stored.passwordEncrypted);
    expect(text).not.toContain('passwordEncrypted');
  });

  it('is known once, in whatever spelling its address comes, in this store or another', async () => {
    const given = input();
    await createAccount(shop.owner, given, clock.now());
    for (const url of [
      'https://api.example.org/billmgr',
      'https://api.example.org',
      'https://api.example.org/manager/billmgr/',
    ]) {
      await expect(createAccount(other.owner, { ...given, url }, clock.now())).rejects.toMatchObject({
        fact: 'login_known',
      });
    }
    const second = await createAccount(shop.owner, input(), clock.now());
    await expect(changeAccount(shop.owner, second, settingsOf(given), '')).rejects.toMatchObject({
      fact: 'login_known',
    });
  });

  it('made twice at the same moment is made once', async () => {
    const given = input();
    const results = await Promise.allSettled(
      [shop, other].map(({ owner }) => createAccount(owner, given, clock.now())),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it.each([
    ['a name', { name: ' ' }, 'name'],
    ['an address', { url: 'api.example.org' }, 'url'],
    ['an address without a password in it', { url: 'https://user:secret@api.example.org' }, 'url'],
    ['a login', { username: '' }, 'username'],
    ['a login without a colon', { username: 'a:b' }, 'username'],
    ['a password', { password: '' }, 'password'],
    ['a kind', { kinds: [] }, 'kinds'],
    ['a priority', { priority: 0 }, 'priority'],
    ['a currency', { currency: 'euro' }, 'currency'],
    ['a rate where its currency is not the store’s', { currency: 'USD' }, 'exchangeRate'],
  ])('needs %s', async (_, change, field) => {
    await expect(createAccount(shop.owner, input(change), clock.now())).rejects.toMatchObject({
      kind: 'invalid',
      field,
    });
  });

  it.each([
    'http://127.0.0.1/billmgr',
    'http://localhost:1500/billmgr',
    'https://billing.localhost',
    'http://2130706433/billmgr',
    'http://169.254.169.254/latest/meta-data',
    'https://10.1.2.3/billmgr',
    'https://[::1]/billmgr',
    'https://[::ffff:192.168.0.1]/billmgr',
  ])('cannot be at the private address %s unless the operator allows it', async (url) => {
    const given = input({ url });
    await expect(createAccount(shop.owner, given, clock.now())).rejects.toMatchObject({ fact: 'address_private' });
    const id = await createAccount(shop.owner, input(), clock.now());
    await expect(changeAccount(shop.owner, id, settingsOf(given), '')).rejects.toMatchObject({
      fact: 'address_private',
    });
    provideEnv({ UPSTREAM_PRIVATE: 'on' });
    await expect(createAccount(shop.owner, given, clock.now())).resolves.toMatch(/^upa_/);
  });

  it('counts in another currency only by a rate, whose age begins with each setting of it', async () => {
    const id = await createAccount(shop.owner, input({ currency: 'USD', exchangeRate: 92_500_000n }), clock.now());
    expect(await findAccount(shop.owner, id, clock.now())).toMatchObject({
      exchangeRateAt: clock.now(),
      rateIsStale: false,
    });
    clock.pass(8 * 86_400);
    expect(await findAccount(shop.owner, id, clock.now())).toMatchObject({ rateIsStale: true });
    await setCurrency(shop.owner, id, { currency: 'USD', exchangeRate: 92_500_000n }, clock.now());
    expect(await findAccount(shop.owner, id, clock.now())).toMatchObject({ rateIsStale: false });
    await setCurrency(shop.owner, id, { currency: 'EUR', exchangeRate: 92_500_000n }, clock.now());
    expect(await row(id)).toMatchObject({ currency: 'EUR', exchangeRate: null, exchangeRateAt: null });
    await db().priceListItem.create({
      data: {
        id: newId('pli'),
        upstreamAccountId: id,
        kind: 'soft',
        upstreamId: '1',
        additionIntname: '',
        intname: '',
        name: 'Licence',
        lastSeenAt: clock.now(),
      },
    });
    const usd = { currency: 'USD', exchangeRate: 92_500_000n };
    await expect(setCurrency(shop.owner, id, usd, clock.now())).rejects.toMatchObject({ fact: 'currency_used' });
  });

  it('is switched off and on, and each change is in the audit once', async () => {
    const id = await createAccount(shop.owner, input(), clock.now());
    for (const again of [1, 2]) {
      await disableAccount(shop.owner, id);
      expect(await findAccount(shop.owner, id, clock.now()), `time ${again}`).toMatchObject({ state: 'off' });
    }
    await enableAccount(shop.owner, id);
    await enableAccount(shop.owner, id);
    const entries = await db().auditEntry.findMany({ where: { subjectId: id }, orderBy: { createdAt: 'asc' } });
    expect(entries.map(({ event }) => event)).toEqual(['upstream.created', 'upstream.disabled', 'upstream.enabled']);
  });

  it.each(['started', 'unknown'] as const)(
    'with a call that is %s keeps address and login, and takes a new password and the rest',
    async (status) => {
      const given = input();
      const id = await createAccount(shop.owner, given, clock.now());
      const owner = { storeId: shop.storeId, accountId: id };
      await makeRenewalRow(owner, 1n, { status, deadlineAt: clock.now() });
      const settings = settingsOf(given);
      const elsewhere = { ...settings, url: 'https://other.example.org/billmgr' };
      await expect(changeAccount(shop.owner, id, elsewhere, '')).rejects.toMatchObject({
        fact: 'account_busy',
        field: 'url',
      });
      const somebody = { ...settings, username: `${given.username}x` };
      await expect(changeAccount(shop.owner, id, somebody, '')).rejects.toMatchObject({ field: 'username' });
      await changeAccount(shop.owner, id, { ...settings, minimalBalance: 1n }, '');
      await setAccountPassword(shop.owner, id, 'another');
      await db().upstreamCall.updateMany({
        where: { upstreamAccountId: id },
        data: { status: 'unknown', resolution: 'absent' },
      });
      await changeAccount(shop.owner, id, elsewhere, PASSWORD);
      expect(await row(id)).toMatchObject({ url: 'https://other.example.org/billmgr', minimalBalance: 500_000n });
    },
  );
});

describe('who may', () => {
  const deeds: readonly (readonly [string, (actor: Actor, id: string) => Promise<unknown>])[] = [
    ['changed', (actor, id) => changeAccount(actor, id, settingsOf(input()), '')],
    ['switched off', disableAccount],
    ['switched on', enableAccount],
    ['given a password', (actor, id) => setAccountPassword(actor, id, 'x')],
    ['given a rate', (actor, id) => setCurrency(actor, id, { currency: 'EUR', exchangeRate: null }, clock.now())],
    ['checked', (actor, id) => checkConnection(actor, id, clock.now())],
  ];

  test.each(deeds)('an account is %s by the owner of its own store alone', async (_, deed) => {
    const support: Actor = {
      kind: 'staff',
      storeId: shop.storeId,
      userId: 'usr_x',
      email: 's@example.org',
      role: 'support',
    };
    await expect(deed(support, shop.accountId)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(deed(shop.visitor, shop.accountId)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(deed(other.owner, shop.accountId)).rejects.toMatchObject({ kind: 'not_found' });
    await expect(deed(shop.owner, 'upa_nothing')).rejects.toMatchObject({ kind: 'not_found' });
  });

  it('an account is seen by the staff of its own store alone', async () => {
    expect(await findAccount(other.owner, shop.accountId, clock.now())).toBeNull();
    const seen = (await listAccounts(other.owner, clock.now())).map(({ id }) => id);
    expect(seen).toContain(other.accountId);
    expect(seen).not.toContain(shop.accountId);
    await expect(listAccounts(shop.visitor, clock.now())).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
