import { describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { runFor, standing } from '#test/buying.ts';
import { makeOpenShop } from '#test/factories.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { checkNow } from './check-now.ts';
import { orderAgain } from './order-again.ts';
import { resolveByHand } from './resolve-by-hand.ts';
import { runFulfilment } from './run-fulfilment.ts';

const ORDER = 'addition.order.param';
const house = useOpenShop();

describe('a refusal with a cure', () => {
  it.each([
    ['low balance', { balance: '0.0000' }, { balance: '100000.0000' }, 'low_balance'],
    ['2FA', { twoFactor: true }, { twoFactor: false }, 'two_factor'],
    ['wrong password', { password: 'changed-elsewhere' }, { password: 'sandbox-password' }, 'wrong_login'],
  ])(
    '(%s) is told to staff, loses nothing, and the order goes on by itself once it is cured',
    async (_, cause, cure, reason) => {
      const order = await house.paid('CloudLinux');
      await house.sandbox.settings(cause);
      await runFulfilment(house.clock.now);
      expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'blocked', order: 'paid', reason });
      expect(await house.sandbox.bought(house.licence)).toHaveLength(0);
      await house.sandbox.settings(cure);
      await runFor(house.clock, 120, 30);
      expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed', reason: null });
      expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
    },
  );

  it('is tried again at once when staff ask for it', async () => {
    const order = await house.paid('CloudLinux');
    await house.sandbox.settings({ balance: '0.0000' });
    await runFulfilment(house.clock.now);
    await house.sandbox.settings({ balance: '100000.0000' });
    await orderAgain(house.shop.owner, order.itemId, '', house.clock.now());
    await runFulfilment(house.clock.now);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active' });
  });
});

describe('an unknown licence', () => {
  it('waits for a person, and succeeds when it is ordered again after the cause is gone', async () => {
    const order = await house.paid('CloudLinux');
    await house.sandbox.settings({ unknownLicences: [house.licence] });
    await runFor(house.clock, 600, 60);
    expect(await standing(order.itemId)).toMatchObject({
      fulfilment: 'needs_person',
      order: 'paid',
      reason: 'licence_refused',
    });
    await house.sandbox.settings({ unknownLicences: [] });
    await orderAgain(house.shop.owner, order.itemId, '', house.clock.now());
    await runFulfilment(house.clock.now);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
    expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
  });
});

describe('an order left unpaid in the upstream’s cart', () => {
  it('is never ordered a second time, and is paid from there once there is money', async () => {
    const order = await house.paid('CloudLinux');
    await house.sandbox.settings({ balance: '0.0000', insufficientFunds: 'cart' });
    await db().upstreamAccount.update({ where: { id: house.shop.accountId }, data: { balance: null } });
    await runFor(house.clock, 1_200, 20);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'in_cart', reason: 'low_balance' });
    expect(await house.sandbox.bought(house.licence)).toHaveLength(0);
    await house.sandbox.settings({ balance: '100000.0000', insufficientFunds: 'error' });
    await runFor(house.clock, 4_000, 60);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
    const { services } = await house.sandbox.state();
    expect(services.filter((service) => service.licence === house.licence)).toHaveLength(1);
    expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
  });
});

describe('an upstream that cannot be reached', () => {
  it('is tried again and buys once when it is back', async () => {
    const order = await house.paid('CloudLinux');
    const account = await db().upstreamAccount.findUniqueOrThrow({ where: { id: house.shop.accountId } });
    await db().upstreamAccount.update({ where: { id: account.id }, data: { url: 'http://127.0.0.1:9/billmgr' } });
    await runFulfilment(house.clock.now);
    expect(await standing(order.itemId)).toMatchObject({
      fulfilment: 'queued',
      reason: 'upstream_unreachable',
      calls: [],
    });
    await db().upstreamAccount.update({ where: { id: account.id }, data: { url: account.url } });
    await runFor(house.clock, 60);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active' });
    expect(await house.sandbox.bought(house.licence)).toHaveLength(1);
  });
});

describe('staff', () => {
  async function uncertain() {
    const order = await house.paid('CloudLinux');
    await house.sandbox.faults([{ func: ORDER, fault: 'drop-after', times: 1 }]);
    await runFulfilment(house.clock.now);
    expect((await standing(order.itemId)).fulfilment).toBe('uncertain');
    return order;
  }

  it('cannot order again while an earlier request is unsettled', async () => {
    const order = await uncertain();
    await expect(orderAgain(house.shop.owner, order.itemId, 'hurry', house.clock.now())).rejects.toMatchObject({
      fact: 'unsafe_now',
    });
  });

  it('settle an unknown outcome at once by asking the supplier again', async () => {
    const order = await uncertain();
    await checkNow(house.shop.owner, order.itemId, house.clock.now());
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active', order: 'completed' });
  });

  it('settle it by hand with a reason, and it counts as active only after it is read back', async () => {
    const order = await uncertain();
    const [service] = await house.sandbox.bought(house.licence);
    const finding = { kind: 'bought', upstreamServiceId: service?.id ?? '' } as const;
    await expect(resolveByHand(house.shop.owner, order.itemId, finding, ' ', house.clock.now())).rejects.toMatchObject({
      fact: 'reason_missing',
    });
    await resolveByHand(house.shop.owner, order.itemId, finding, 'Seen in the client area', house.clock.now());
    expect((await standing(order.itemId)).fulfilment).toBe('bought');
    await runFulfilment(house.clock.now);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'active' });
    const entry = await db().auditEntry.findFirstOrThrow({
      where: { subjectId: order.orderId, event: 'fulfilment.resolved_by_hand' },
    });
    expect(entry).toMatchObject({ actorKind: 'staff', reason: 'Seen in the client area' });
  });

  it('of another store do not see the order', async () => {
    const order = await uncertain();
    const other = await makeOpenShop({ url: house.sandbox.url }, house.clock.now());
    await expect(checkNow(other.owner, order.itemId, house.clock.now())).rejects.toMatchObject({
      fact: 'item_not_found',
    });
  });

  it('cannot act without the permission', async () => {
    const order = await uncertain();
    await expect(checkNow(house.shop.visitor, order.itemId, house.clock.now())).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });
});

describe('a write that made two services', () => {
  it('is given to a person, who chooses', async () => {
    const order = await house.paid('CloudLinux');
    // Somebody orders the same module by hand in the client area at the very moment, without a remoteid.
    await house.sandbox.faults([{ func: ORDER, fault: 'drop-before', times: 1 }]);
    await runFulfilment(house.clock.now);
    const item = await db().orderItem.findUniqueOrThrow({ where: { id: order.itemId } });
    for (let count = 0; count < 2; count += 1) {
      const body = new URLSearchParams({
        authinfo: 'reseller:sandbox-password',
        func: ORDER,
        item: house.licence,
        pricelist: item.upstreamId,
        period: '1',
        skipbasket: 'on',
        sok: 'ok',
      });
      await fetch(house.sandbox.url, { method: 'POST', body });
    }
    await runFor(house.clock, 60);
    expect(await standing(order.itemId)).toMatchObject({ fulfilment: 'needs_person', reason: 'two_candidates' });
  });
});
