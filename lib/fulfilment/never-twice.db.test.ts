import { describe, expect, it } from 'vitest';
import { pullPriceList } from '#lib/catalogue/pull-price-list.ts';
import { db } from '#lib/platform/db.ts';
import { payTestOrder, placeTestOrder, runFor, standing } from '#test/buying.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
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
const house = useOpenShop();

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
    const order = await house.paid('CloudLinux');
    const upstream = await house.script((params, rows) => {
      const remoteid = hasRemoteid ? { remoteid: params.get('remoteid') ?? '' } : {};
      rows.push({
        id: `${house.licence}${rows.length}`,
        item: params.get('item') ?? '',
        status: '2',
        ...remoteid,
        ...shown,
      });
      return { status: 502, body: 'bad gateway' };
    });
    await runFor(house.clock, 100_000, 200);
    expect(upstream.orders).toHaveLength(1);
    expect((await standing(order.itemId)).fulfilment).toBe(hasRemoteid ? 'active' : 'needs_person');
  });

  it('when only a cart order was answered, that the list never shows', async () => {
    const order = await house.paid();
    const upstream = await house.script(() => '<doc><billorder.id>77</billorder.id><ok>func=basket</ok></doc>');
    await runFor(house.clock, 3_600, 20);
    expect(upstream.orders).toHaveLength(1);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'unpaid_upstream' });
  });

  it('when the list lags four minutes behind', async () => {
    const order = await house.paid();
    await house.sandbox.faults([
      { func: ORDER, fault: 'drop-after', times: 1 },
      { func: 'addition', fault: 'stale-list', staleMs: 240_000 },
    ]);
    await runFor(house.clock, 300);
    await house.sandbox.faults([]);
    await runFor(house.clock, 600, 10);
    expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
    expect((await standing(order.itemId)).fulfilment).toBe('active');
  });

  it('more than twice, when each leaves no trace', async () => {
    const order = await house.paid();
    const upstream = await house.script(() => ({ status: 504, body: 'gateway time-out' }));
    await runFor(house.clock, 20_000, 50);
    expect(upstream.orders).toHaveLength(3);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'unresolved' });
  });

  it('before two looks after the grace time found nothing', async () => {
    const order = await house.paid();
    const upstream = await house.script(() => ({ status: 504, body: 'gateway time-out' }));
    await runFor(house.clock, 590, 5);
    expect(upstream.orders).toHaveLength(1);
    expect((await standing(order.itemId)).fulfilment).toBe('uncertain');
  });

  it('on a person’s word that nothing was bought, while the supplier may still work on it', async () => {
    const order = await house.paid();
    await house.sandbox.faults([{ func: ORDER, fault: 'drop-before', times: 1 }]);
    await runFulfilment(house.clock.now);
    house.clock.pass(1);
    const say = () =>
      resolveByHand(
        house.shop.owner,
        order.itemId,
        { kind: 'not_bought' },
        'Not in the client area',
        house.clock.now(),
      );
    await expect(say()).rejects.toMatchObject({ fact: 'unsafe_now' });
    house.clock.pass(180);
    await say();
    await runFor(house.clock, 20);
    expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
  });
});

describe('a late act', () => {
  it('of an order that was thought absent is taken over before another one is sent', async () => {
    const order = await house.paid();
    const late: (() => void)[] = [];
    const upstream = await house.script((params, rows) => {
      late.push(() =>
        rows.push({ id: '650', item: params.get('item') ?? '', tariffId: params.get('pricelist') ?? '', status: '2' }),
      );
      return { status: 504, body: 'gateway time-out' };
    });
    await runFulfilment(house.clock.now);
    const call = (await standing(order.itemId)).calls[0];
    await db().$transaction(async (tx) => {
      await tx.upstreamCall.update({ where: { id: call?.id ?? '' }, data: { resolution: 'absent' } });
      await moveItem(tx, order.itemId, 'uncertain', 'queued', { nextAttemptAt: house.clock.now() });
    });
    for (const act of late) act();
    await runFor(house.clock, 20);
    expect(upstream.orders).toHaveLength(1);
    expect((await standing(order.itemId)).service?.upstreamServiceId).toBe('650');
  });

  it('answered after the time limit settles the order with its reply', async () => {
    const order = await house.paid();
    const callId = (await beginCall(house.shop.system, await loadItem(order.itemId), [], house.clock.now())) ?? '';
    house.clock.pass(46);
    await expireCall(callId, house.clock.now());
    const exchange = { request: {}, httpStatus: 200, response: '<doc><id>555</id></doc>', durationMs: 50_000 };
    const outcome = { kind: 'accepted', value: { serviceId: '555', billOrderId: null }, exchange } as const;
    await recordOutcome(house.shop.system, await loadItem(order.itemId), callId, outcome, house.clock.now());
    const now = await standing(order.itemId);
    expect(now.fulfilment).toBe('bought');
    expect(now.calls[0]).toMatchObject({ status: 'accepted', response: exchange.response, upstreamServiceId: '555' });
  });
});

describe('staff cannot buy twice', () => {
  it('by overruling the price check: the look at the list stays', async () => {
    const order = await placeTestOrder(house.shop, 'KernelCare', house.licence, house.clock);
    const { upstreamId } = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    await house.inClientArea({
      func: ORDER,
      item: house.licence,
      pricelist: upstreamId,
      period: '1',
      skipbasket: 'on',
    });
    await house.sandbox.prices({ tariffs: { [upstreamId]: { periods: { '1': '999.0000' } } } });
    await pullPriceList(house.shop.system, house.shop.accountId, house.clock.now());
    await payTestOrder(order, house.clock);
    await runFor(house.clock, 10);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'below_cost' });
    await orderAgain(house.shop.owner, order.itemId, 'Order at a loss', house.clock.now());
    await runFor(house.clock, 10);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'already_upstream' });
    expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
  });

  it('by ordering again what is only slow; asking again goes on with it', async () => {
    const order = await house.paid();
    await house.sandbox.settings({ activationDelayMs: 86_400_000 });
    await runFulfilment(house.clock.now);
    house.clock.pass(25 * 3600);
    await runFulfilment(house.clock.now);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person' });
    const again = orderAgain(house.shop.owner, order.itemId, 'The customer waits', house.clock.now());
    await expect(again).rejects.toMatchObject({ fact: 'has_service' });
    await house.sandbox.settings({ activationDelayMs: 0 });
    await checkNow(house.shop.owner, order.itemId, house.clock.now());
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
    expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
  });

  it('by asking again and again while the list cannot be read: the machine stays in charge', async () => {
    const order = await house.paid();
    await house.sandbox.faults([{ func: ORDER, fault: 'drop-after', times: 1 }]);
    await runFulfilment(house.clock.now);
    await house.sandbox.faults([{ func: 'addition', fault: 'http-502' }]);
    for (let count = 0; count < 9; count += 1) await checkNow(house.shop.owner, order.itemId, house.clock.now());
    await house.sandbox.faults([]);
    await runFor(house.clock, 60);
    expect((await standing(order.itemId)).fulfilment).toBe('active');
  });
});
