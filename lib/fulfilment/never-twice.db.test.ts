import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { accountBalance } from '#lib/ledger/balances.ts';
import { db } from '#lib/platform/db.ts';
import { payTestOrder, placeTestOrder, runFor, standing } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { startScriptedUpstream } from '#test/scripted-upstream.ts';
import { TestClock } from '#test/time.ts';
import { beginCall } from './begin-call.ts';
import { checkNow } from './check-now.ts';
import { expireCall } from './expire-calls.ts';
import { loadItem } from './load-item.ts';
import { moveItem } from './move-item.ts';
import { orderAgain } from './order-again.ts';
import { recordOutcome } from './record-outcome.ts';
import { resolveByHand } from './resolve-by-hand.ts';
import { runFulfilment } from './run-fulfilment.ts';

const ORDER = 'addition.order.param';
let sandbox: TestSandbox;
let shop: TestShop;
let licence = 300_000;
const clock = new TestClock();
let scripted: Awaited<ReturnType<typeof startScriptedUpstream>> | null = null;

async function script(
  ...order: Parameters<typeof startScriptedUpstream> extends [unknown, ...infer Rest] ? Rest : never
) {
  scripted = await startScriptedUpstream(shop, ...order);
  return scripted;
}

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000.0000' });
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
beforeEach(async () => {
  licence += 1;
  await sandbox.faults([]);
  await sandbox.settings({ balance: '100000.0000', activationDelayMs: 0 });
});
afterEach(async () => {
  await scripted?.close();
  scripted = null;
});
afterAll(() => sandbox.close());

async function paid(module = 'Softaculous') {
  const order = await placeTestOrder(shop, module, String(licence), clock);
  await payTestOrder(order, clock);
  return order;
}

/** Somebody buys in the client area, or removes there. */
function inClientArea(params: Record<string, string>): Promise<Response> {
  return fetch(sandbox.url, {
    method: 'POST',
    body: new URLSearchParams({ authinfo: 'reseller:sandbox-password', sok: 'ok', ...params }),
  });
}

describe('an unanswered order is not sent again', () => {
  it.each([
    [
      'the list shows its remoteid and the tariff by another name',
      { tariff: 'CloudLinux OS Shared (per server)' },
      true,
    ],
    ['the list shows its remoteid and no licence', { item: '' }, true],
    [
      'the list shows neither remoteid nor a tariff that we know',
      { tariff: 'CloudLinux OS Shared (per server)' },
      false,
    ],
  ])('when %s', async (_, shown, hasRemoteid) => {
    const order = await paid('CloudLinux');
    const upstream = await script((params, rows) => {
      const remoteid = hasRemoteid ? { remoteid: params.get('remoteid') ?? '' } : {};
      rows.push({ id: `${licence}${rows.length}`, item: params.get('item') ?? '', status: '2', ...remoteid, ...shown });
      return { status: 502, body: 'bad gateway' };
    });
    await runFor(clock, 100_000, 200);
    expect(upstream.orders).toHaveLength(1);
    expect((await standing(order.itemId)).fulfilment).toBe(hasRemoteid ? 'active' : 'needs_person');
  });

  it('when only a cart order was answered, that the list never shows', async () => {
    const order = await paid();
    const upstream = await script(() => '<doc><billorder.id>77</billorder.id><ok>func=basket</ok></doc>');
    await runFor(clock, 3_600, 20);
    expect(upstream.orders).toHaveLength(1);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'unpaid_upstream' });
  });

  it('when the list lags four minutes behind', async () => {
    const order = await paid();
    await sandbox.faults([
      { func: ORDER, fault: 'drop-after', times: 1 },
      { func: 'addition', fault: 'stale-list', staleMs: 240_000 },
    ]);
    await runFor(clock, 300);
    await sandbox.faults([]);
    await runFor(clock, 600, 10);
    expect(await sandbox.bought(String(licence))).toHaveLength(1);
    expect((await standing(order.itemId)).fulfilment).toBe('active');
  });

  it('more than twice, when each leaves no trace', async () => {
    const order = await paid();
    const upstream = await script(() => ({ status: 504, body: 'gateway time-out' }));
    await runFor(clock, 20_000, 50);
    expect(upstream.orders).toHaveLength(3);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'unresolved' });
  });

  it('before two looks after the grace time found nothing', async () => {
    const order = await paid();
    const upstream = await script(() => ({ status: 504, body: 'gateway time-out' }));
    await runFor(clock, 590, 5);
    expect(upstream.orders).toHaveLength(1);
    expect((await standing(order.itemId)).fulfilment).toBe('uncertain');
  });

  it('on a person’s word that nothing was bought, while the supplier may still work on it', async () => {
    const order = await paid();
    await sandbox.faults([{ func: ORDER, fault: 'drop-before', times: 1 }]);
    await runFulfilment(clock.now);
    clock.pass(1);
    const say = () =>
      resolveByHand(shop.owner, order.itemId, { kind: 'not_bought' }, 'Not in the client area', clock.now());
    await expect(say()).rejects.toMatchObject({ fact: 'unsafe_now' });
    clock.pass(180);
    await say();
    await runFor(clock, 20);
    expect(await sandbox.bought(String(licence))).toHaveLength(1);
  });
});

describe('a late act', () => {
  it('of an order that was thought absent is taken over before another one is sent', async () => {
    const order = await paid();
    const late: (() => void)[] = [];
    const upstream = await script((params, rows) => {
      late.push(() =>
        rows.push({ id: '650', item: params.get('item') ?? '', tariffId: params.get('pricelist') ?? '', status: '2' }),
      );
      return { status: 504, body: 'gateway time-out' };
    });
    await runFulfilment(clock.now);
    const call = (await standing(order.itemId)).calls[0];
    await db().$transaction(async (tx) => {
      await tx.upstreamCall.update({ where: { id: call?.id ?? '' }, data: { resolution: 'absent' } });
      await moveItem(tx, order.itemId, 'uncertain', 'queued', { nextAttemptAt: clock.now() });
    });
    for (const act of late) act();
    await runFor(clock, 20);
    expect(upstream.orders).toHaveLength(1);
    expect((await standing(order.itemId)).service?.upstreamServiceId).toBe('650');
  });

  it('answered after the time limit settles the order with its reply', async () => {
    const order = await paid();
    const callId = (await beginCall(shop.system, await loadItem(order.itemId), [], clock.now())) ?? '';
    clock.pass(46);
    await expireCall(callId, clock.now());
    const exchange = { request: {}, httpStatus: 200, response: '<doc><id>555</id></doc>', durationMs: 50_000 };
    const outcome = { kind: 'accepted', value: { serviceId: '555', billOrderId: null }, exchange } as const;
    await recordOutcome(shop.system, await loadItem(order.itemId), callId, outcome, clock.now());
    const now = await standing(order.itemId);
    expect(now.fulfilment).toBe('bought');
    expect(now.calls[0]).toMatchObject({ status: 'accepted', response: exchange.response, upstreamServiceId: '555' });
  });
});

describe('staff cannot buy twice', () => {
  it('by overruling the price check: the look at the list stays', async () => {
    const order = await placeTestOrder(shop, 'KernelCare', String(licence), clock);
    const { upstreamId } = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    await inClientArea({ func: ORDER, item: String(licence), pricelist: upstreamId, period: '1', skipbasket: 'on' });
    await sandbox.prices({ tariffs: { [upstreamId]: { periods: { '1': '999.0000' } } } });
    await pullPriceList(shop.system, shop.accountId, clock.now());
    await payTestOrder(order, clock);
    await runFor(clock, 10);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'below_cost' });
    await orderAgain(shop.owner, order.itemId, 'Order at a loss', clock.now());
    await runFor(clock, 10);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'already_upstream' });
    expect(await sandbox.bought(String(licence))).toHaveLength(1);
  });

  it('by ordering again what is only slow; asking again goes on with it', async () => {
    const order = await paid();
    await sandbox.settings({ activationDelayMs: 86_400_000 });
    await runFulfilment(clock.now);
    clock.pass(25 * 3600);
    await runFulfilment(clock.now);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person' });
    const again = orderAgain(shop.owner, order.itemId, 'The customer waits', clock.now());
    await expect(again).rejects.toMatchObject({ fact: 'has_service' });
    await sandbox.settings({ activationDelayMs: 0 });
    await checkNow(shop.owner, order.itemId, clock.now());
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
    expect(await sandbox.bought(String(licence))).toHaveLength(1);
  });

  it('by asking again and again while the list cannot be read: the machine stays in charge', async () => {
    const order = await paid();
    await sandbox.faults([{ func: ORDER, fault: 'drop-after', times: 1 }]);
    await runFulfilment(clock.now);
    await sandbox.faults([{ func: 'addition', fault: 'http-502' }]);
    for (let count = 0; count < 9; count += 1) await checkNow(shop.owner, order.itemId, clock.now());
    await sandbox.faults([]);
    await runFor(clock, 60);
    expect((await standing(order.itemId)).fulfilment).toBe('active');
  });
});

describe('a bought service', () => {
  it('shown as ordered, then processing, then active becomes active, also when its answer was lost', async () => {
    for (const answered of [true, false]) {
      licence += 1;
      const order = await paid();
      const upstream = await script((params, rows) => {
        rows.push({
          id: '801',
          item: params.get('item') ?? '',
          tariffId: params.get('pricelist') ?? '',
          status: '1',
          remoteid: params.get('remoteid') ?? '',
        });
        return answered ? '<doc><id>801</id><ok/></doc>' : { status: 502, body: 'bad gateway' };
      });
      for (const status of ['1', '5', '2']) {
        for (const row of upstream.rows) row.status = status;
        await runFor(clock, 30);
        expect((await standing(order.itemId)).fulfilment).toBe(status === '2' ? 'active' : 'bought');
      }
      expect(await db().ledgerTransaction.count({ where: { kind: 'purchase', sourceId: `${order.itemId}:801` } })).toBe(
        1,
      );
      await upstream.close();
      scripted = null;
      await db().service.deleteMany({ where: { orderItemId: order.itemId } });
      await db().orderItem.update({ where: { id: order.itemId }, data: { upstreamServiceId: null } });
    }
  });

  it('is not active while the upstream says processing', async () => {
    await sandbox.settings({ activationDelayMs: 3_600_000 });
    const order = await paid();
    await runFor(clock, 60);
    expect((await standing(order.itemId)).fulfilment).toBe('bought');
    await sandbox.settings({ activationDelayMs: 0 });
    await runFor(clock, 60);
    expect((await standing(order.itemId)).fulfilment).toBe('active');
  });

  it('is looked at for a day from its purchase, not from the payment', async () => {
    const order = await paid();
    await sandbox.settings({ balance: '0.0000' });
    await runFulfilment(clock.now);
    clock.pass(25 * 3600);
    await sandbox.settings({ balance: '100000.0000', activationDelayMs: 60_000_000 });
    await runFulfilment(clock.now);
    await runFor(clock, 60);
    expect((await standing(order.itemId)).fulfilment).toBe('bought');
    await sandbox.settings({ activationDelayMs: 0 });
    await runFor(clock, 400, 10);
    expect((await standing(order.itemId)).fulfilment).toBe('active');
  });

  it('that the supplier removed can be bought anew by staff with a reason, and both are in the books', async () => {
    const account = `upstream:${shop.accountId}`;
    const before = await accountBalance(account, 'EUR');
    await sandbox.settings({ activationDelayMs: 1_000 });
    const order = await paid();
    await runFulfilment(clock.now);
    await new Promise((resolve) => setTimeout(resolve, 300));
    clock.pass(10);
    await runFulfilment(clock.now);
    const [service] = await sandbox.bought(String(licence));
    await inClientArea({ func: 'addition.delete', elid: service?.id ?? '' });
    await sandbox.settings({ activationDelayMs: 0 });
    await runFor(clock, 1_500, 50);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'gone_upstream' });
    await orderAgain(shop.owner, order.itemId, 'The supplier says it was their mistake', clock.now());
    await runFor(clock, 20);
    const item = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    expect(item.fulfilmentStatus).toBe('active');
    expect(before - (await accountBalance(account, 'EUR'))).toBe(2n * item.cost);
  });

  it('is booked at what it cost when it was bought', async () => {
    const before = await accountBalance(`upstream:${shop.accountId}`, 'EUR');
    const order = await placeTestOrder(shop, 'BitNinja', String(licence), clock);
    const item = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    await sandbox.prices({ tariffs: { [item.upstreamId]: { periods: { '1': '30.5000' } } } });
    await pullPriceList(shop.system, shop.accountId, clock.now());
    await payTestOrder(order, clock);
    await runFor(clock, 10);
    expect(before - (await accountBalance(`upstream:${shop.accountId}`, 'EUR'))).toBe(305_000n);
  });
});

describe('the database', () => {
  it('lets one of many workers move an item', async () => {
    const order = await paid();
    const move = () =>
      db().$transaction((tx) => moveItem(tx, order.itemId, 'queued', 'blocked', { reason: 'low_balance' }));
    const moved = await Promise.all(Array.from({ length: 8 }, move));
    expect(moved.filter(Boolean)).toHaveLength(1);
  });

  it('refuses a second unsettled write on the same key', async () => {
    const order = await paid();
    const first = await beginCall(shop.system, await loadItem(order.itemId), [], clock.now());
    await db().orderItem.update({ where: { id: order.itemId }, data: { fulfilmentStatus: 'queued' } });
    expect(await beginCall(shop.system, await loadItem(order.itemId), [], clock.now())).toBeNull();
    expect(first).not.toBeNull();
  });
});
