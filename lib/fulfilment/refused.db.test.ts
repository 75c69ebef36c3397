import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { payTestOrder, placeTestOrder, runFor, standing } from '#test/buying.ts';
import type { TestShop } from '#test/factories.ts';
import { makeOpenShop } from '#test/factories.ts';
import type { TestSandbox } from '#test/sandbox-control.ts';
import { startTestSandbox } from '#test/sandbox-control.ts';
import { TestClock } from '#test/time.ts';
import { checkNow } from './check-now.ts';
import { orderAgain } from './order-again.ts';
import { resolveByHand } from './resolve-by-hand.ts';
import { runFulfilment } from './run-fulfilment.ts';

const ORDER = 'addition.order.param';
let sandbox: TestSandbox;
let shop: TestShop;
let licence = 500_000;
const clock = new TestClock();

beforeAll(async () => {
  sandbox = await startTestSandbox({ balance: '100000.0000' });
  shop = await makeOpenShop({ url: sandbox.url }, clock.now());
});
beforeEach(async () => {
  licence += 1;
  await sandbox.faults([]);
});
afterAll(() => sandbox.close());

async function paid() {
  const order = await placeTestOrder(shop, 'CloudLinux', String(licence), clock);
  await payTestOrder(order, clock);
  return order;
}

describe('a refusal with a cure', () => {
  it.each([
    ['low balance', { balance: '0.0000' }, { balance: '100000.0000' }, 'low_balance'],
    ['2FA', { twoFactor: true }, { twoFactor: false }, 'two_factor'],
    ['wrong password', { password: 'changed-elsewhere' }, { password: 'sandbox-password' }, 'wrong_login'],
  ])(
    '(%s) is told to staff, loses nothing, and the order goes on by itself once it is cured',
    async (_, cause, cure, reason) => {
      const order = await paid();
      await sandbox.settings(cause);
      await runFulfilment(clock.now);
      expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'blocked', order: 'paid', reason });
      expect(await sandbox.bought(String(licence))).toHaveLength(0);
      await sandbox.settings(cure);
      await runFor(clock, 120, 30);
      expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed', reason: null });
      expect(await sandbox.bought(String(licence))).toHaveLength(1);
    },
  );

  it('is tried again at once when staff ask for it', async () => {
    const order = await paid();
    await sandbox.settings({ balance: '0.0000' });
    await runFulfilment(clock.now);
    await sandbox.settings({ balance: '100000.0000' });
    await orderAgain(shop.owner, order.itemId, '', clock.now());
    await runFulfilment(clock.now);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active' });
  });
});

describe('an unknown licence', () => {
  it('waits for a person, and succeeds when it is ordered again after the cause is gone', async () => {
    const order = await paid();
    await sandbox.settings({ unknownLicences: [String(licence)] });
    await runFor(clock, 600, 60);
    expect(await standing(order.itemId)).toMatchObject({
      fulfilment: 'needs_person',
      order: 'paid',
      reason: 'licence_refused',
    });
    await sandbox.settings({ unknownLicences: [] });
    await orderAgain(shop.owner, order.itemId, '', clock.now());
    await runFulfilment(clock.now);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
    expect(await sandbox.bought(String(licence))).toHaveLength(1);
  });
});

describe('an order left unpaid in the upstream’s cart', () => {
  it('is never active and never ordered a second time by itself', async () => {
    const order = await paid();
    await sandbox.settings({ balance: '0.0000', insufficientFunds: 'cart' });
    await runFor(clock, 1_200, 20);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'unpaid_upstream' });
    const { calls } = await sandbox.state();
    expect(calls.filter((call) => call.func === ORDER && call.submit).length).toBeGreaterThan(0);
    expect(await sandbox.bought(String(licence))).toHaveLength(0);
    await sandbox.settings({ balance: '100000.0000', insufficientFunds: 'error' });
  });
});

describe('an upstream that cannot be reached', () => {
  it('is tried again and buys once when it is back', async () => {
    const order = await paid();
    const account = await db().upstreamAccount.findUniqueOrThrow({ where: { id: shop.accountId } });
    await db().upstreamAccount.update({ where: { id: account.id }, data: { url: 'http://127.0.0.1:9/billmgr' } });
    await runFulfilment(clock.now);
    expect(await standing(order.itemId)).toMatchObject({
      fulfilment: 'queued',
      reason: 'upstream_unreachable',
      calls: [],
    });
    await db().upstreamAccount.update({ where: { id: account.id }, data: { url: account.url } });
    await runFor(clock, 60);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active' });
    expect(await sandbox.bought(String(licence))).toHaveLength(1);
  });
});

describe('staff', () => {
  async function uncertain() {
    const order = await paid();
    await sandbox.faults([{ func: ORDER, fault: 'drop-after', times: 1 }]);
    await runFulfilment(clock.now);
    expect((await standing(order.itemId)).fulfilment).toBe('uncertain');
    return order;
  }

  it('cannot order again while an earlier request is unsettled', async () => {
    const order = await uncertain();
    await expect(orderAgain(shop.owner, order.itemId, 'hurry', clock.now())).rejects.toMatchObject({
      fact: 'unsafe_now',
    });
  });

  it('settle an unknown outcome at once by asking the supplier again', async () => {
    const order = await uncertain();
    await checkNow(shop.owner, order.itemId, clock.now());
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
  });

  it('settle it by hand with a reason, and it counts as active only after it is read back', async () => {
    const order = await uncertain();
    const [service] = await sandbox.bought(String(licence));
    const finding = { kind: 'bought', upstreamServiceId: service?.id ?? '' } as const;
    await expect(resolveByHand(shop.owner, order.itemId, finding, ' ', clock.now())).rejects.toMatchObject({
      fact: 'reason_missing',
    });
    await resolveByHand(shop.owner, order.itemId, finding, 'Seen in the client area', clock.now());
    expect((await standing(order.itemId)).fulfilment).toBe('bought');
    await runFulfilment(clock.now);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active' });
    const entry = await db().auditEntry.findFirstOrThrow({
      where: { subjectId: order.orderId, event: 'fulfilment.resolved_by_hand' },
    });
    expect(entry).toMatchObject({ actorKind: 'staff', reason: 'Seen in the client area' });
  });

  it('of another store do not see the order', async () => {
    const order = await uncertain();
    const other = await makeOpenShop({ url: sandbox.url }, clock.now());
    await expect(checkNow(other.owner, order.itemId, clock.now())).rejects.toMatchObject({ fact: 'item_not_found' });
  });

  it('cannot act without the permission', async () => {
    const order = await uncertain();
    await expect(checkNow(shop.visitor, order.itemId, clock.now())).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('a write that made two services', () => {
  it('is given to a person, who chooses', async () => {
    const order = await paid();
    // Somebody orders the same module by hand in the client area at the very moment, without a remoteid.
    await sandbox.faults([{ func: ORDER, fault: 'drop-before', times: 1 }]);
    await runFulfilment(clock.now);
    const item = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    for (let count = 0; count < 2; count += 1) {
      const body = new URLSearchParams({
        authinfo: 'reseller:sandbox-password',
        func: ORDER,
        item: String(licence),
        pricelist: item.upstreamId,
        period: '1',
        skipbasket: 'on',
        sok: 'ok',
      });
      await fetch(sandbox.url, { method: 'POST', body });
    }
    await runFor(clock, 60);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'two_candidates' });
  });
});
