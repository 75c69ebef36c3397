import { describe, expect, it } from 'vitest';
import { refreshBalances } from '#lib/catalogue/refresh-balances.ts';
import { moveItem } from './move-item.ts';
import { orderAgain } from './order-again.ts';
import { resolveByHand } from './resolve-by-hand.ts';
import { runFulfilment } from './run-fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { payTestOrder, placeTestOrderFor, runFor, standing } from '#test/buying.ts';
import { makeService } from '#test/owned-service.ts';
import { useOpenShop } from '#test/use-open-shop.ts';

const ORDER = 'addition.order.param';
const house = useOpenShop();
const account = (data: object) => db().upstreamAccount.update({ where: { id: house.shop.accountId }, data });
const fixed = (a: bigint) => `${a / 10_000n}.${String(a % 10_000n).padStart(4, '0')}`;

describe('money that two lost answers may have cost', () => {
  it('is not explained by each other: neither order is sent again while the list lags', async () => {
    await house.sandbox.settings({ balance: '5000.0000' });
    house.clock.pass(300);
    await refreshBalances(house.clock.now());
    house.clock.pass(5);
    await house.paid();
    const oneLicence = house.licence;
    await house.paid('Softaculous', true);
    const otherLicence = house.licence;
    await house.sandbox.faults([
      { func: ORDER, fault: 'drop-before', times: 1 },
      { func: ORDER, fault: 'drop-after', times: 1 },
      { func: 'addition', fault: 'stale-list', staleMs: 86_400_000 },
    ]);
    await runFor(house.clock, 900, 10);
    await house.sandbox.faults([]);
    await runFor(house.clock, 4000, 60);
    const counts = [await house.sandbox.bought(oneLicence), await house.sandbox.bought(otherLicence)].map(
      (r) => r.length,
    );
    expect(Math.max(...counts)).toBe(1);
  });
  it('holds a single lost order back, too', async () => {
    await house.sandbox.settings({ balance: '7000.0000' });
    house.clock.pass(300);
    await refreshBalances(house.clock.now());
    house.clock.pass(5);
    await house.paid();
    await house.sandbox.faults([
      { func: ORDER, fault: 'drop-after', times: 1 },
      { func: 'addition', fault: 'stale-list', staleMs: 86_400_000 },
    ]);
    await runFor(house.clock, 900, 10);
    await house.sandbox.faults([]);
    await runFor(house.clock, 4000, 60);
    expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
  });
});

describe('what an earlier order of the item made', () => {
  it('is taken over when it is ordered again: an accepted platform whose row lagged is bought once', async () => {
    const order = await placeTestOrderFor(house.shop, { kind: 'platform' }, house.clock);
    await payTestOrder(order, house.clock);
    await house.sandbox.faults([
      { func: 'platform.edit', fault: 'error-envelope', type: 'missed', object: 'elid' },
      { func: 'platform', fault: 'stale-list', staleMs: 86_400_000 },
    ]);
    await runFor(house.clock, 1500, 60);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'gone_upstream' });
    await house.sandbox.faults([]);
    await orderAgain(house.shop.owner, order.itemId, '', house.clock.now());
    await runFor(house.clock, 60);
    const { calls } = await standing(order.itemId);
    const { services } = await house.sandbox.state();
    expect(services.filter((s) => s.paid && calls.some((c) => c.correlation === s.remoteid))).toHaveLength(1);
  });
  it('is taken over when a person paid it in the client area and ordered it again', async () => {
    await account({ orderMode: 'cart' });
    const order = await placeTestOrderFor(house.shop, { kind: 'platform' }, house.clock);
    await payTestOrder(order, house.clock);
    await house.sandbox.faults([{ func: 'platform', fault: 'stale-list', staleMs: 86_400_000 }]);
    await runFor(house.clock, 9000, 60);

    await house.sandbox.faults([]);
    const billOrderId = (await standing(order.itemId)).calls.at(-1)?.billOrderId ?? '';
    await house.inClientArea({ func: 'basket', id: billOrderId });
    await orderAgain(house.shop.owner, order.itemId, 'paid it there', house.clock.now()).catch(() => undefined);
    await runFor(house.clock, 120);
    await account({ orderMode: 'immediate' });
    const { calls } = await standing(order.itemId);
    const { services } = await house.sandbox.state();
    expect(services.filter((s) => s.paid && calls.some((c) => c.correlation === s.remoteid))).toHaveLength(1);
  });
  it('and cannot be told apart keeps the item from being ordered again', async () => {
    const order = await house.paid('CloudLinux');
    const late: (() => void)[] = [];
    const upstream = await house.script((_params, rows) => {
      late.push(() => rows.push({ id: '651', item: '', tariff: 'CloudLinux OS Shared (per server)', status: '2' }));
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
  });
});

describe('a service that a customer has already', () => {
  it('is refused when an order is settled by hand, and the order never stays bought for ever', async () => {
    const order = await house.paid('CloudLinux');
    const { upstreamId } = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    await house.sandbox.faults([{ func: ORDER, fault: 'error-envelope', type: 'value', object: 'item', times: 1 }]);
    await runFulfilment(house.clock.now);
    expect((await standing(order.itemId)).fulfilment).toBe('needs_person');
    house.clock.pass(600);
    const adopted = await makeService(house, 'addition', { licence: house.licence });
    await db().service.update({ where: { id: adopted.id }, data: { upstreamId } });
    const said = await resolveByHand(
      house.shop.owner,
      order.itemId,
      { kind: 'bought', upstreamServiceId: adopted.upstreamServiceId },
      'Seen in the client area',
      house.clock.now(),
    ).then(
      () => 'taken over',
      (e: { fact: string }) => e.fact,
    );
    await runFor(house.clock, 400_000, 4_000);
    const now = await standing(order.itemId);
    expect({ said, status: now.fulfilment }).toEqual({ said: 'service_taken', status: 'needs_person' });
  });
});

describe('the reserve for renewals', () => {
  it.each(['immediate', 'cart'] as const)('is left by two orders that are paid %s', async (orderMode) => {
    await account({ orderMode });
    const one = await house.paid();
    await house.sandbox.faults([{ func: 'basket', fault: 'http-502', times: 1 }]);
    const { upstreamCost } = await db().orderItem.findUniqueOrThrow({ where: { id: one.itemId } });
    const cost = upstreamCost ?? 0n;
    await house.sandbox.settings({ balance: fixed(2n * cost) });
    house.clock.pass(300);
    await refreshBalances(house.clock.now());
    house.clock.pass(1);
    await account({ minimalBalance: cost });
    await runFulfilment(house.clock.now);
    await house.paid('Softaculous', true);
    await runFor(house.clock, 60, 10);
    const { account: left } = await house.sandbox.state();
    await account({ orderMode: 'immediate', minimalBalance: 0n });
    await house.sandbox.settings({ balance: '100000.0000' });
    house.clock.pass(300);
    await refreshBalances(house.clock.now());
    await runFor(house.clock, 60, 10);
    expect(Number(left.balance)).toBeGreaterThanOrEqual(Number(fixed(cost)));
  });
});
