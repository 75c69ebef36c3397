import { describe, expect, it, vi } from 'vitest';
import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { accountBalance } from '#lib/ledger/balances.ts';
import { db } from '#lib/platform/db.ts';
import { payTestOrder, placeTestOrder, runFor, standing } from '#test/buying.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { beginCall } from './begin-call.ts';
import { loadItem } from './load-item.ts';
import { moveItem } from './move-item.ts';
import { orderAgain } from './order-again.ts';
import { runFulfilment } from './run-fulfilment.ts';

const house = useOpenShop();

describe('a bought service', () => {
  it('shown as ordered, then processing, then active becomes active, also when its answer was lost', async () => {
    for (const answered of [true, false]) {
      const order = await house.paid('Softaculous', true);
      const upstream = await house.script((params, rows) => {
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
        await runFor(house.clock, 30);
        expect((await standing(order.itemId)).fulfilment).toBe(status === '2' ? 'active' : 'bought');
      }
      expect(await db().ledgerTransaction.count({ where: { kind: 'purchase', sourceId: `${order.itemId}:801` } })).toBe(
        1,
      );
      await db().service.deleteMany({ where: { orderItemId: order.itemId } });
      await db().orderItem.update({ where: { id: order.itemId }, data: { upstreamServiceId: null } });
    }
  });

  it('is not active while the upstream says processing', async () => {
    await house.sandbox.settings({ activationDelayMs: 3_600_000 });
    const order = await house.paid();
    await runFor(house.clock, 60);
    expect((await standing(order.itemId)).fulfilment).toBe('bought');
    await house.sandbox.settings({ activationDelayMs: 0 });
    await runFor(house.clock, 60);
    expect((await standing(order.itemId)).fulfilment).toBe('active');
  });

  it('is looked at for a day from its purchase, not from the payment', async () => {
    const order = await house.paid();
    await house.sandbox.settings({ balance: '0.0000' });
    await runFulfilment(house.clock.now);
    house.clock.pass(25 * 3600);
    await house.sandbox.settings({ balance: '100000.0000', activationDelayMs: 60_000_000 });
    await runFulfilment(house.clock.now);
    await runFor(house.clock, 60);
    expect((await standing(order.itemId)).fulfilment).toBe('bought');
    await house.sandbox.settings({ activationDelayMs: 0 });
    await runFor(house.clock, 400, 10);
    expect((await standing(order.itemId)).fulfilment).toBe('active');
  });

  it('that the supplier removed can be bought anew by staff with a reason, and both are in the books', async () => {
    const account = `upstream:${house.shop.accountId}`;
    const before = await accountBalance(account, 'EUR');
    await house.sandbox.settings({ activationDelayMs: 4_000 });
    const order = await house.paid();
    await runFulfilment(house.clock.now);
    await vi.waitUntil(async () => (await house.sandbox.bought(house.licence))[0]?.status === '5', { timeout: 4_000 });
    house.clock.pass(10);
    await runFulfilment(house.clock.now);
    const [service] = await house.sandbox.bought(house.licence);
    await house.inClientArea({ func: 'addition.delete', elid: service?.id ?? '' });
    await house.sandbox.settings({ activationDelayMs: 0 });
    await runFor(house.clock, 1_500, 50);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'gone_upstream' });
    await orderAgain(house.shop.owner, order.itemId, 'The supplier says it was their mistake', house.clock.now());
    await runFor(house.clock, 20);
    const item = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    expect(item.fulfilmentStatus).toBe('active');
    expect(before - (await accountBalance(account, 'EUR'))).toBe(2n * item.cost);
  });

  it('is booked at what it cost when it was bought', async () => {
    const before = await accountBalance(`upstream:${house.shop.accountId}`, 'EUR');
    const order = await placeTestOrder(house.shop, 'BitNinja', house.licence, house.clock);
    const item = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    await house.sandbox.prices({ tariffs: { [item.upstreamId]: { periods: { '1': '30.5000' } } } });
    await pullPriceList(house.shop.system, house.shop.accountId, house.clock.now());
    await payTestOrder(order, house.clock);
    await runFor(house.clock, 10);
    expect(before - (await accountBalance(`upstream:${house.shop.accountId}`, 'EUR'))).toBe(305_000n);
  });
});

describe('the database', () => {
  it('lets one of many workers move an item', async () => {
    const order = await house.paid();
    const move = () =>
      db().$transaction((tx) => moveItem(tx, order.itemId, 'queued', 'blocked', { reason: 'low_balance' }));
    const moved = await Promise.all(Array.from({ length: 8 }, move));
    expect(moved.filter(Boolean)).toHaveLength(1);
  });

  it('refuses a second unsettled write on the same key', async () => {
    const order = await house.paid();
    const first = await beginCall(house.shop.system, await loadItem(order.itemId), [], house.clock.now());
    await db().orderItem.update({ where: { id: order.itemId }, data: { fulfilmentStatus: 'queued' } });
    expect(await beginCall(house.shop.system, await loadItem(order.itemId), [], house.clock.now())).toBeNull();
    expect(first).not.toBeNull();
  });
});
