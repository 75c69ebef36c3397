import { describe, expect, it } from 'vitest';
import { carryOutRefunds } from '#lib/billing/carry-out-refunds.ts';
import { requestRefund } from '#lib/billing/request-refund.ts';
import { checkNow } from '#lib/fulfilment/check-now.ts';
import { orderAgain } from '#lib/fulfilment/order-again.ts';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { requestChange } from '#lib/services/request-change.ts';
import { runChanges } from '#lib/services/run-changes.ts';
import { payTestOrder, placeTestOrder, runFor } from '#test/buying.ts';
import { makeOpenShop } from '#test/factories.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { findOrder, findReplay } from './find-order.ts';
import { flightRecord } from './flight-record.ts';
import { flightRecordSchema } from './flight-record-format.ts';

const ORDER = 'addition.order.param';
const house = useOpenShop();
const SECRETS = ['sandbox-password', 'reseller:', '0123456789abcdef'.repeat(4), 'passwordEncrypted'];

async function recordOf(orderId: string, actor = house.shop.owner) {
  const record = await flightRecord(actor, orderId, house.clock.now());
  if (!record) throw new Error('There is no record');
  return record;
}

/** An order whose answer was lost, found again and delivered. */
async function lostAndFound() {
  const order = await house.paid('CloudLinux');
  await house.sandbox.faults([{ func: ORDER, fault: 'drop-after', times: 1 }]);
  await runFulfilment(house.clock.now);
  await checkNow(house.shop.owner, order.itemId, house.clock.now());
  return order;
}

describe('a flight record', () => {
  it('tells an order from the click to what reconciliation found, in its published form', async () => {
    const order = await lostAndFound();
    const service = await db().service.findUniqueOrThrow({ where: { orderItemId: order.itemId } });
    await requestChange(
      house.shop.owner,
      service.id,
      { action: 'renew', period: 1, note: 'As agreed' },
      house.clock.now(),
    );
    await runChanges(house.clock.now);
    await db().difference.create({
      data: {
        id: newId('dif'),
        storeId: house.shop.storeId,
        upstreamAccountId: house.shop.accountId,
        kind: 'other_expiry',
        upstreamServiceId: service.upstreamServiceId,
        serviceId: service.id,
        facts: { ours: '2026-12-20', theirs: '2026-12-21' },
        currency: 'EUR',
        lastSeenAt: house.clock.now(),
      },
    });
    const record = await recordOf(order.orderId);
    expect(flightRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
    expect(record).toMatchObject({
      format: 'panelshop.flight-record',
      version: 1,
      order: { id: order.orderId, status: 'completed' },
      item: { status: 'active', licence: house.licence, calls: [{ func: ORDER, resolution: 'adopted' }] },
      payments: [{ status: 'succeeded', notifications: [{ attempts: 1 }] }],
      service: { upstreamServiceId: service.upstreamServiceId, changes: [{ action: 'renew', note: 'As agreed' }] },
      differences: [{ kind: 'other_expiry', facts: { ours: '2026-12-20', theirs: '2026-12-21' } }],
    });
    expect(record.service?.changes[0]?.calls).toHaveLength(1);
    expect(record.ledger.map((posting) => posting.kind).toSorted()).toEqual(['payment', 'purchase', 'renewal', 'sale']);
    expect(record.order.total).toMatchObject({ amount: expect.stringMatching(/^\d+\.\d{4}$/), currency: 'EUR' });
    const events = record.steps.map((step) => step.event ?? step.kind);
    for (const event of [
      'quote',
      'notification',
      'mail',
      'difference',
      'order.paid',
      'fulfilment.started',
      'fulfilment.unknown',
      'fulfilment.check_asked',
      'fulfilment.adopted',
      'fulfilment.active',
      'service.change_asked',
    ]) {
      expect(events).toContain(event);
    }
    expect(record.steps.find((step) => step.event === 'fulfilment.check_asked')?.actor).toBe('Olga Owner');
  });

  it('holds nothing that opens anything, and of the customer’s address only what the reader may have', async () => {
    const order = await lostAndFound();
    const { publicId, quoteId, customer, payments } = await db().order.findUniqueOrThrow({
      where: { id: order.orderId },
      include: { customer: true, payments: true },
    });
    const [charge] = payments.map(({ externalId }) => externalId ?? '');
    expect(charge).toMatch(/.{12,}/);
    const text = JSON.stringify(await recordOf(order.orderId));
    for (const secret of [...SECRETS, publicId, quoteId, charge]) expect(text).not.toContain(secret);
    expect(text).toContain(customer.email);
    const support = {
      kind: 'staff',
      storeId: house.shop.storeId,
      userId: 'usr_x',
      email: 'x@example.org',
      role: 'support',
    } as const;
    const masked = await recordOf(order.orderId, support);
    expect(masked.customer).toMatchObject({ email: 'b…@example.org', isMasked: true });
    expect(JSON.stringify(masked)).not.toContain(customer.email);
  });

  it('masks the customer’s address however a reply spells it', async () => {
    const order = await lostAndFound();
    const spellings = [
      'Buyer+1@example.org',
      'buyer%2B1%40example.org',
      'buyer+1%40example.org',
      'buyer+1\\u0040example.org',
    ];
    const { customerId } = await db().order.findUniqueOrThrow({ where: { id: order.orderId } });
    await db().customer.update({ where: { id: customerId }, data: { email: 'buyer+1@example.org' } });
    await db().upstreamCall.updateMany({
      where: { orderItemId: order.itemId },
      data: { response: spellings.join(' ') },
    });
    const { storeId } = house.shop;
    const support = { kind: 'staff', storeId, userId: 'usr_x', email: 'x@example.org', role: 'support' } as const;
    const masked = await recordOf(order.orderId, support);
    expect(masked.item.calls[0]?.response).toBe(spellings.map(() => 'b…@example.org').join(' '));
  });

  it('is of the own store only, and for staff only', async () => {
    const order = await lostAndFound();
    const other = await makeOpenShop({ url: house.sandbox.url }, house.clock.now());
    expect(await flightRecord(other.owner, order.orderId, house.clock.now())).toBeNull();
    expect(await findReplay(other.owner, order.orderId)).toBeNull();
    await expect(flightRecord(house.shop.visitor, order.orderId, house.clock.now())).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });
});

describe('a replay', () => {
  const stories = {
    'that went well': async () => {
      const order = await house.paid('CloudLinux');
      await runFulfilment(house.clock.now);
      return order;
    },
    'whose answer was lost and found': lostAndFound,
    'that left no trace and was ordered again': async () => {
      const order = await house.paid('CloudLinux');
      await house.sandbox.faults([{ func: ORDER, fault: 'drop-before', times: 1 }]);
      await runFor(house.clock, 900, 15);
      return order;
    },
    'that was refused, waited for money and went on': async () => {
      const order = await house.paid('CloudLinux');
      await house.sandbox.settings({ balance: '0.0000' });
      await runFulfilment(house.clock.now);
      await house.sandbox.settings({ balance: '100000.0000' });
      await runFor(house.clock, 120, 30);
      return order;
    },
    'that was refused for good, ordered again by staff, and given back': async () => {
      const order = await house.paid('CloudLinux');
      await house.sandbox.settings({ unknownLicences: [house.licence] });
      await runFulfilment(house.clock.now);
      await orderAgain(house.shop.owner, order.itemId, '', house.clock.now());
      await runFulfilment(house.clock.now);
      await requestRefund(house.shop.owner, order.orderId, '', house.clock.now());
      await carryOutRefunds(house.clock.now());
      await house.sandbox.settings({ unknownLicences: [] });
      return order;
    },
    'that another order was faster with': async () => {
      const first = await placeTestOrder(house.shop, 'CloudLinux', house.licence, house.clock);
      const second = await placeTestOrder(house.shop, 'CloudLinux', house.licence, house.clock);
      await payTestOrder(first, house.clock);
      await payTestOrder(second, house.clock);
      return second;
    },
  } as const;

  it.each(Object.entries(stories))(
    'of an order %s ends where it stands, each move by a rule of the tables',
    async (_, tell) => {
      const { orderId } = await tell();
      const replay = await findReplay(house.shop.owner, orderId);
      const order = await db().order.findUniqueOrThrow({
        where: { id: orderId },
        include: { items: true, payments: true },
      });
      const [now] = [
        { order: order.status, item: order.items[0]?.fulfilmentStatus, payment: order.payments[0]?.status },
      ];
      const steps = replay?.steps ?? [];
      expect(steps.at(-1)?.after).toEqual(now);
      // Nothing is left over that no entry tells of.
      expect(steps.filter((step) => step.entry === null)).toEqual([]);
      const moves = steps.flatMap((step) => step.moves);
      expect(moves.filter((move) => move.by === 'unknown')).toEqual([]);
      expect(moves.length).toBeGreaterThan(4);
      let before: unknown = { order: null, item: null, payment: null };
      for (const step of steps) {
        expect(step.before).toEqual(before);
        before = step.after;
      }
      await runFor(house.clock, 60, 20);
    },
  );

  it.each([
    ['immediate', ['unpaid', 'queued', 'ordering', 'bought', 'active']],
    ['cart', ['unpaid', 'queued', 'ordering', 'in_cart', 'bought', 'active']],
  ] as const)('of an order by an account of the mode %s goes the way that it went', async (orderMode, way) => {
    const { accountId: id } = house.shop;
    await db().upstreamAccount.update({ where: { id }, data: { orderMode } });
    const { orderId } = await stories['that went well']();
    await db().upstreamAccount.update({ where: { id }, data: { orderMode: 'immediate' } });
    const replay = await findReplay(house.shop.owner, orderId);
    const moves = replay?.steps.flatMap((step) => step.moves) ?? [];
    expect(moves.filter((move) => move.of === 'item').map((move) => move.to)).toEqual(way);
    expect(moves.filter((move) => move.of === 'item' && move.isSilent)).toEqual([]);
  });

  it('tells the same lines as the order’s page', async () => {
    const { orderId } = await lostAndFound();
    const page = await findOrder(house.shop.owner, orderId);
    const replay = await findReplay(house.shop.owner, orderId);
    expect(replay?.steps.map((step) => step.entry?.sentence)).toEqual(page?.timeline.map((entry) => entry.sentence));
  });
});
