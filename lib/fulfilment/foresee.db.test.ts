import { describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { standing } from '#test/buying.ts';
import { makeOpenShop } from '#test/factories.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { foresee } from './foresee.ts';
import { runFulfilment } from './run-fulfilment.ts';

const ORDER = 'addition.order.param';
const house = useOpenShop();

/** Everything that the shop stores, so that a look can be seen to leave it alone. */
async function stored(): Promise<string> {
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`;
  const texts: string[] = [];
  for (const { name } of tables) {
    const [row] = await db().$queryRawUnsafe<{ text: string | null }[]>(
      `SELECT string_agg(t::text, E'\n' ORDER BY t::text) AS text FROM "${name}" t`,
    );
    texts.push(row?.text ?? '');
  }
  return texts.join('\n');
}

async function writesSent(): Promise<number> {
  const { calls } = await house.sandbox.state();
  return calls.filter((call) => call.submit).length;
}

/** Looks ahead with the upstream asked, and checks that nothing was written or sent by it. */
async function ahead(itemId: string, ask = true) {
  const [before, sent] = [await stored(), await writesSent()];
  const foresight = await foresee(house.shop.owner, itemId, house.clock.now(), ask);
  expect(await stored()).toBe(before);
  expect(await writesSent()).toBe(sent);
  if (!foresight) throw new Error('There is no foresight');
  return foresight;
}

/** Runs a round and checks that the item stands where it was foreseen. */
async function comesTrue(itemId: string, next: { to: string | null; reason: string | null }): Promise<void> {
  await runFulfilment(house.clock.now);
  expect(await standing(itemId)).toMatchObject({ fulfilment: next.to, reason: next.reason });
}

describe('what is foreseen is what the next round does', () => {
  it('for an order that nothing stands in the way of: it is sent as foreseen', async () => {
    const order = await house.paid('CloudLinux');
    const { next, isDue } = await ahead(order.itemId);
    expect(isDue).toBe(true);
    expect(next).toMatchObject({ to: 'ordering', reason: null, send: { func: ORDER } });
    await runFulfilment(house.clock.now);
    const { calls, fulfilment } = await standing(order.itemId);
    expect(fulfilment).toBe('active');
    const [call] = calls;
    expect(call?.func).toBe(next.send?.func);
    expect(call?.request).toMatchObject({ ...next.send?.params, remoteid: call?.correlation });
  });

  it('and without asking the supplier it says what would be sent, and that the list decides', async () => {
    const order = await house.paid('CloudLinux');
    const { calls: before } = await house.sandbox.state();
    const { next, hasAsked } = await ahead(order.itemId, false);
    const { calls: after } = await house.sandbox.state();
    expect(after).toHaveLength(before.length);
    expect(hasAsked).toBe(false);
    expect(next).toMatchObject({ to: null, send: { func: ORDER, params: { item: house.licence } } });
    expect(JSON.stringify(next)).not.toContain('sandbox-password');
    await runFulfilment(house.clock.now);
  });

  it('for a supplier that cannot be reached', async () => {
    const order = await house.paid('CloudLinux');
    await house.sandbox.faults([{ func: 'addition', fault: 'drop-before' }]);
    const { next } = await ahead(order.itemId);
    expect(next).toMatchObject({ to: 'queued', reason: 'upstream_unreachable', send: null });
    await comesTrue(order.itemId, next);
  });

  it('for a login that the supplier refuses', async () => {
    const order = await house.paid('CloudLinux');
    await house.sandbox.settings({ password: 'changed-elsewhere' });
    const { next } = await ahead(order.itemId);
    expect(next).toMatchObject({ to: 'blocked', reason: 'wrong_login' });
    await comesTrue(order.itemId, next);
    await house.sandbox.settings({ password: 'sandbox-password' });
  });

  it('for a thing that the supplier already has for this licence', async () => {
    const order = await house.paid('CloudLinux');
    const { upstreamId } = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    const item = { item: house.licence, pricelist: upstreamId, period: '1', skipbasket: 'on' };
    await house.inClientArea({ func: ORDER, ...item });
    const { next, staff } = await ahead(order.itemId);
    expect(next).toMatchObject({ to: 'needs_person', reason: 'already_upstream', send: null });
    await comesTrue(order.itemId, next);
    expect(staff.find((each) => each.action === 'resolve_by_hand')?.refusal).not.toBeNull();
    // Staff who overrule the check would have it ordered a second time: they are told so before.
    const held = await ahead(order.itemId);
    const again = held.staff.find((each) => each.action === 'order_again');
    expect(again).toMatchObject({ refusal: null, would: { to: 'ordering', send: { func: ORDER } } });
    expect(held.next).toMatchObject({ to: 'needs_person', send: null });
  });

  it('for an account below its minimal balance', async () => {
    const order = await house.paid('CloudLinux');
    const { accountId: id } = house.shop;
    await db().upstreamAccount.update({
      where: { id },
      data: { balance: 10_000n, balanceAt: house.clock.now(), minimalBalance: 50_000n },
    });
    const { next } = await ahead(order.itemId);
    expect(next).toMatchObject({ to: 'blocked', reason: 'low_balance', send: null });
    await comesTrue(order.itemId, next);
    await db().upstreamAccount.update({ where: { id }, data: { balance: null, balanceAt: null, minimalBalance: 0n } });
  });

  it('for what lies in the cart of an account that is short of money', async () => {
    const { accountId: id } = house.shop;
    const order = await house.paid('CloudLinux');
    await db().upstreamAccount.update({ where: { id }, data: { orderMode: 'cart' } });
    await house.sandbox.faults([{ func: 'basket', fault: 'drop-before' }]);
    await runFulfilment(house.clock.now);
    await house.sandbox.faults([]);
    const low = { balance: 10_000n, balanceAt: house.clock.now(), minimalBalance: 50_000n };
    await db().upstreamAccount.update({ where: { id }, data: low });
    const { nextAttemptAt } = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    house.clock.pass(((nextAttemptAt?.getTime() ?? 0) - house.clock.now().getTime()) / 1000);
    const { next } = await ahead(order.itemId);
    expect(next).toMatchObject({ to: 'in_cart', reason: 'low_balance', send: null });
    await comesTrue(order.itemId, next);
    const enough = { balance: null, balanceAt: null, minimalBalance: 0n, orderMode: 'immediate' } as const;
    await db().upstreamAccount.update({ where: { id }, data: enough });
  });

  it('for an unanswered order that the list shows', async () => {
    const order = await house.paid('CloudLinux');
    await house.sandbox.faults([{ func: ORDER, fault: 'drop-after', times: 1 }]);
    await runFulfilment(house.clock.now);
    await house.sandbox.settings({ activationDelayMs: 600_000 });
    house.clock.pass(5);
    const { next, staff } = await ahead(order.itemId);
    expect(next).toMatchObject({ to: 'bought', send: null });
    for (const action of ['order_again', 'refund']) {
      expect(staff.find((each) => each.action === action)?.refusal).toMatch(/not settled/);
    }
    await runFulfilment(house.clock.now);
    const { calls, fulfilment } = await standing(order.itemId);
    expect(['bought', 'active']).toContain(fulfilment);
    expect(calls).toMatchObject([{ resolution: 'adopted' }]);
  });

  it('for an unanswered order that left no trace, look by look, until it is ordered again', async () => {
    const order = await house.paid('CloudLinux');
    await house.sandbox.faults([{ func: ORDER, fault: 'drop-before', times: 1 }]);
    await runFulfilment(house.clock.now);
    const seen: (string | null)[] = [];
    for (let round = 0; round < 6 && seen.at(-1) !== 'queued'; round += 1) {
      const { nextAttemptAt } = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
      const wait = (nextAttemptAt?.getTime() ?? 0) - house.clock.now().getTime();
      house.clock.pass(wait / 1000);
      const { next, isDue } = await ahead(order.itemId);
      expect(isDue).toBe(true);
      seen.push(next.to);
      await runFulfilment(house.clock.now);
      const { calls, fulfilment } = await standing(order.itemId);
      // What is proven absent is taken up by the next round.
      expect(fulfilment).toBe(next.to);
      expect(calls[0]?.resolution).toBe(next.to === 'queued' ? 'absent' : null);
    }
    expect(seen).toEqual(['uncertain', 'uncertain', 'uncertain', 'queued']);
    await runFulfilment(house.clock.now);
  });
});

describe('foresight', () => {
  it('is of the own store only, and asking the supplier needs the right to fulfil', async () => {
    const order = await house.paid('CloudLinux');
    const other = await makeOpenShop({ url: house.sandbox.url }, house.clock.now());
    expect(await foresee(other.owner, order.itemId, house.clock.now(), true)).toBeNull();
    await expect(foresee(house.shop.visitor, order.itemId, house.clock.now())).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await runFulfilment(house.clock.now);
  });

  it('of what is active or closed says that nothing happens', async () => {
    const order = await house.paid('CloudLinux');
    await runFulfilment(house.clock.now);
    const { next, dueAt } = await ahead(order.itemId);
    expect(next).toMatchObject({ to: 'active', send: null });
    expect(dueAt).toBeNull();
  });
});
