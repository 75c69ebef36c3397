import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { FAULTS_UNTIL_PAUSE } from '#lib/domain/breaker.ts';
import { encryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { mayCall } from '#lib/upstream-accounts/breaker.ts';
import { runFor, standing } from '#test/buying.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { runFulfilment } from './run-fulfilment.ts';

const house = useOpenShop();
const ORDER = 'addition.order.param';
const second: { sandbox?: TestSandbox; accountId?: string } = {};

async function secondSandbox(): Promise<TestSandbox> {
  if (!second.sandbox) throw new Error('There is no second account');
  return second.sandbox;
}

beforeEach(async () => {
  second.sandbox = await startTestSandbox({ balance: '1000.0000' });
  second.accountId = newId('upa');
  const id = second.accountId;
  await db().upstreamAccount.create({
    data: {
      id,
      storeId: house.shop.storeId,
      name: 'Second',
      url: second.sandbox.url,
      username: 'reseller',
      passwordEncrypted: encryptSecret('sandbox-password', id),
      currency: 'EUR',
      kinds: ['addition'],
      priority: 2,
      isSandbox: true,
    },
  });
  await pullPriceList(house.shop.system, id, house.clock.now());
});

afterEach(async () => {
  await db().upstreamAccount.update({ where: { id: second.accountId ?? '' }, data: { enabled: false } });
  await db().upstreamAccount.update({
    where: { id: house.shop.accountId },
    data: { minimalBalance: 0n, faults: 0, pausedUntil: null },
  });
  await second.sandbox?.close();
});

const keepsBack = (minimalBalance: bigint) =>
  db().upstreamAccount.update({ where: { id: house.shop.accountId }, data: { minimalBalance } });

describe('an account below its minimal balance', () => {
  it('takes no new order; the next account by priority does, and the order remembers it', async () => {
    await keepsBack(99_999_999_0000n);
    const order = await house.paid();
    await runFulfilment(house.clock.now);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
    expect(await house.sandbox.bought(house.licence)).toHaveLength(0);
    expect(await (await secondSandbox()).bought(house.licence)).toHaveLength(1);
    const { upstreamAccountId } = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    expect(upstreamAccountId).toBe(second.accountId);
  });

  it('makes the order wait when no other account sells it, and it goes on by itself after a top-up', async () => {
    await keepsBack(99_999_999_0000n);
    await db().upstreamAccount.update({ where: { id: second.accountId ?? '' }, data: { enabled: false } });
    const order = await house.paid();
    await runFulfilment(house.clock.now);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'blocked', reason: 'low_balance', calls: [] });
    await keepsBack(0n);
    await runFor(house.clock, 60);
    expect((await standing(order.itemId)).fulfilment).toBe('active');
  });

  it('is not left for an account that asks more than the customer paid', async () => {
    await keepsBack(99_999_999_0000n);
    await (await secondSandbox()).prices({ tariffs: { '9204': { periods: { '1': '99.0000' } } } });
    await pullPriceList(house.shop.system, second.accountId ?? '', house.clock.now());
    const order = await house.paid();
    await runFulfilment(house.clock.now);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'blocked', reason: 'low_balance' });
    expect(await (await secondSandbox()).bought(house.licence)).toHaveLength(0);
  });
});

describe('the circuit breaker', () => {
  it('keeps new orders back after calls in a row without an answer, and lets them through again by itself', async () => {
    await db().upstreamAccount.update({ where: { id: second.accountId ?? '' }, data: { enabled: false } });
    await house.sandbox.faults([{ func: 'addition*', fault: 'drop-before' }]);
    const orders = [];
    for (let count = 0; count < FAULTS_UNTIL_PAUSE.buy + 2; count += 1)
      orders.push(await house.paid('Softaculous', true));
    await runFor(house.clock, 7_000, 60);
    const account = await db().upstreamAccount.findUniqueOrThrow({ where: { id: house.shop.accountId } });
    expect(account.faults).toBeGreaterThanOrEqual(FAULTS_UNTIL_PAUSE.buy);
    expect(account.pausedUntil).not.toBeNull();
    expect(await db().upstreamCall.count({ where: { orderItemId: { in: orders.map(({ itemId }) => itemId) } } })).toBe(
      0,
    );
    await house.sandbox.faults([]);
    await runFor(house.clock, 4_000, 30);
    for (const order of orders) expect((await standing(order.itemId)).fulfilment).toBe('active');
    expect((await house.sandbox.state()).duplicates).toBe(0);
  });

  it('gives up new purchases first and renewals last', async () => {
    const now = house.clock.now();
    const pausedUntil = new Date(now.getTime() + 60_000);
    const id = house.shop.accountId;
    const passes = async (faults: number) => {
      await db().upstreamAccount.update({ where: { id }, data: { faults, pausedUntil } });
      return [await mayCall(id, 'buy', now), await mayCall(id, 'renew', now)];
    };
    expect(await passes(FAULTS_UNTIL_PAUSE.buy - 1)).toEqual([true, true]);
    expect(await passes(FAULTS_UNTIL_PAUSE.buy)).toEqual([false, true]);
    expect(await passes(FAULTS_UNTIL_PAUSE.renew)).toEqual([false, false]);
    const after = new Date(pausedUntil.getTime() + 1);
    expect(await Promise.all([mayCall(id, 'buy', after), mayCall(id, 'buy', after)])).toContain(false);
  });

  it('hands what was never sent over to the next account', async () => {
    await db().upstreamAccount.update({
      where: { id: house.shop.accountId },
      data: { faults: FAULTS_UNTIL_PAUSE.buy, pausedUntil: new Date(house.clock.now().getTime() + 60_000) },
    });
    const order = await house.paid();
    await runFulfilment(house.clock.now);
    expect((await standing(order.itemId)).fulfilment).toBe('active');
    expect(await (await secondSandbox()).bought(house.licence)).toHaveLength(1);
  });
});

describe('an order whose outcome was unknown once', () => {
  it('never moves to another account', async () => {
    const order = await house.paid();
    await house.sandbox.faults([{ func: ORDER, fault: 'drop-before', times: 1 }]);
    await runFor(house.clock, 300, 10);
    await keepsBack(99_999_999_0000n);
    await runFor(house.clock, 900, 30);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'blocked', reason: 'low_balance' });
    expect(await (await secondSandbox()).bought(house.licence)).toHaveLength(0);
    await keepsBack(0n);
    await runFor(house.clock, 3_700, 60);
    expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
    expect((await standing(order.itemId)).fulfilment).toBe('active');
  });
});

describe('money that no known purchase explains', () => {
  it('is never read as absence: the order waits for a person instead of being sent again', async () => {
    const order = await house.paid();
    await db().balanceReading.create({
      data: {
        id: newId('bal'),
        upstreamAccountId: house.shop.accountId,
        balance: 100_000_0000n,
        currency: 'EUR',
        createdAt: house.clock.now(),
      },
    });
    await house.sandbox.faults([
      { func: ORDER, fault: 'drop-after', times: 1 },
      { func: 'addition', fault: 'stale-list', staleMs: 3_600_000 },
    ]);
    await runFor(house.clock, 90_000, 120);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'unresolved' });
    expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
  });
});
