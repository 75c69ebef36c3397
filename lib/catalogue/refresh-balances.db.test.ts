import { afterAll, beforeAll, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { makeShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { refreshBalances } from './refresh-balances.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100.0000' });
});
afterAll(() => sandbox.close());

const account = (id: string) =>
  db().upstreamAccount.findUniqueOrThrow({ where: { id }, include: { balanceReadings: true } });

it('balances are read every few minutes and keep a history; what cannot be read keeps no other waiting', async () => {
  const clock = new TestClock();
  const good = await makeShop({ url: sandbox.url });
  const unreadable = await makeShop({ url: sandbox.url });
  const foreign = await makeShop({ url: sandbox.url });
  const off = await makeShop({ url: sandbox.url });
  await db().upstreamAccount.update({ where: { id: unreadable.accountId }, data: { passwordEncrypted: 'v1.A.A.A' } });
  await db().upstreamAccount.update({ where: { id: foreign.accountId }, data: { currency: 'USD' } });
  await db().upstreamAccount.update({ where: { id: off.accountId }, data: { enabled: false } });
  await refreshBalances(clock.now());
  expect(await account(good.accountId)).toMatchObject({ balance: 1_000_000n, balanceAt: clock.now() });
  for (const { accountId } of [unreadable, foreign, off]) {
    expect(await account(accountId)).toMatchObject({ balance: null, balanceReadings: [] });
  }
  await sandbox.settings({ balance: '90.0000' });
  clock.pass(60);
  await refreshBalances(clock.now());
  expect((await account(good.accountId)).balance).toBe(1_000_000n);
  clock.pass(240);
  await refreshBalances(clock.now());
  const { balance, balanceReadings } = await account(good.accountId);
  expect(balance).toBe(900_000n);
  expect(new Set(balanceReadings.map((reading) => reading.balance))).toEqual(new Set([1_000_000n, 900_000n]));
});
