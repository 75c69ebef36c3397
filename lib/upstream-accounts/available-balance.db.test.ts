import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import type { TestShop } from '#test/factories.ts';
import { makeShop } from '#test/factories.ts';
import { makeRenewalRow } from '#test/service-rows.ts';
import { TestClock } from '#test/time.ts';
import { availableBalance, takesNewOrders } from './available-balance.ts';
import { balanceHistory } from './balance-history.ts';
import { accountNotices } from './notices.ts';
import { recordBalance } from './record-balance.ts';

const clock = new TestClock();
let shop: TestShop;
beforeEach(async () => {
  shop = await makeShop({ url: 'http://127.0.0.1:9/billmgr' });
});

const available = () => availableBalance(db(), shop.accountId);
const takes = (cost: bigint) => takesNewOrders(db(), { id: shop.accountId }, cost);
const change = (data: Parameters<ReturnType<typeof db>['upstreamAccount']['update']>[0]['data']) =>
  db().upstreamAccount.update({ where: { id: shop.accountId }, data });
const at = (seconds: number): Date => new Date(clock.now().getTime() + seconds * 1000);

describe('what an account can spend', () => {
  it('is its last balance minus what was charged since, each purchase once', async () => {
    await recordBalance(shop.accountId, 1_000_000n, clock.now());
    expect(await available()).toMatchObject({
      balance: 1_000_000n,
      spentSince: 0n,
      available: 1_000_000n,
      minimal: 0n,
    });
    await makeRenewalRow(shop, 300_000n, { status: 'accepted', deadlineAt: at(45), finishedAt: at(2) });
    await makeRenewalRow(shop, 50_000n, { status: 'accepted', deadlineAt: at(-60), finishedAt: at(-100) });
    await makeRenewalRow(shop, 70_000n, { status: 'rejected', deadlineAt: at(45), finishedAt: at(2) });
    await makeRenewalRow(shop, 80_000n, {
      status: 'unknown',
      deadlineAt: at(45),
      finishedAt: at(30),
      resolution: 'absent',
    });
    expect(await available()).toMatchObject({ spentSince: 300_000n, available: 700_000n });
    await recordBalance(shop.accountId, 700_000n, at(60));
    expect(await available()).toMatchObject({ spentSince: 0n, available: 700_000n });
  });

  it('counts a write without an outcome as charged, until the balance was read after its end', async () => {
    await recordBalance(shop.accountId, 1_000_000n, clock.now());
    await makeRenewalRow(shop, 200_000n, { status: 'started', deadlineAt: at(45) });
    await makeRenewalRow(shop, 100_000n, { status: 'unknown', deadlineAt: at(45), finishedAt: at(30) });
    expect((await available()).available).toBe(700_000n);
    await recordBalance(shop.accountId, 800_000n, at(44));
    expect((await available()).available).toBe(500_000n);
    await recordBalance(shop.accountId, 800_000n, at(46));
    expect((await available()).available).toBe(800_000n);
  });

  it('keeps the minimal balance from new orders, also where that is below zero', async () => {
    await recordBalance(shop.accountId, 1_000_000n, clock.now());
    await change({ minimalBalance: 400_000n });
    expect([await takes(600_000n), await takes(600_001n)]).toEqual([true, false]);
    await change({ minimalBalance: -500_000n });
    expect([await takes(1_500_000n), await takes(1_500_001n)]).toEqual([true, false]);
  });

  it('is given to one of many who ask at once, where the question and the intent are one transaction', async () => {
    await recordBalance(shop.accountId, 1_000_000n, clock.now());
    const calls = await Promise.all(
      Array.from({ length: 6 }, () => makeRenewalRow(shop, 600_000n, { status: 'rejected', deadlineAt: at(45) })),
    );
    const taken = await Promise.all(
      calls.map((id) =>
        db().$transaction(async (tx) => {
          if (!(await takesNewOrders(tx, { id: shop.accountId }, 600_000n))) return false;
          await tx.upstreamCall.update({ where: { id }, data: { status: 'started' } });
          return true;
        }),
      ),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect((await available()).available).toBe(400_000n);
  });

  it('that was never told lets the supplier itself say no', async () => {
    expect(await available()).toMatchObject({ balance: null, available: null });
    expect(await takes(10_000_000n)).toBe(true);
  });
});

describe('the history of a balance', () => {
  it('has a row for each change, one a day without any, and the last of each day is shown', async () => {
    for (const [hours, amount] of [
      [0, 10n],
      [1, 10n],
      [2, 9n],
      [3, 8n],
      [20, 8n],
      [28, 8n],
      [40, 8n],
    ] as const) {
      await recordBalance(shop.accountId, amount, at(hours * 3600));
    }
    const rows = await db().balanceReading.findMany({
      where: { upstreamAccountId: shop.accountId },
      orderBy: { createdAt: 'asc' },
    });
    expect(rows.map(({ balance }) => balance)).toEqual([10n, 9n, 8n, 8n]);
    const history = await balanceHistory(shop.accountId, at(48 * 3600));
    expect(history).toEqual([
      { at: at(3 * 3600), balance: 8n },
      { at: at(28 * 3600), balance: 8n },
    ]);
  });

  it('never goes back to a reading that began earlier', async () => {
    await recordBalance(shop.accountId, 5n, at(10));
    await recordBalance(shop.accountId, 7n, at(5));
    expect(await available()).toMatchObject({ balance: 5n });
    expect(await db().balanceReading.count({ where: { upstreamAccountId: shop.accountId } })).toBe(1);
  });
});

describe('every page of the dashboard', () => {
  it('warns of an account that is held back or low, and of no other', async () => {
    const notices = async () => (await accountNotices(shop.owner)).map(({ kind }) => kind);
    expect(await notices()).toEqual([]);
    await change({ faults: 5 });
    expect(await notices()).toEqual(['orders_held']);
    await change({ faults: 12 });
    expect(await notices()).toEqual(['all_held']);
    await change({ faults: 0, balance: 1n, minimalBalance: 2n });
    expect(await notices()).toEqual(['low']);
    expect(await accountNotices(shop.visitor)).toEqual([]);
    expect(await accountNotices({ ...shop.owner, storeId: 'sto_other' })).toEqual([]);
    await change({ enabled: false });
    expect(await notices()).toEqual([]);
  });
});
