import { describe, expect, it } from 'vitest';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { brokenBy, delivered, postingOf, refunded, uncertain, unpost } from '#test/breaking-books.ts';
import { placeTestOrder } from '#test/buying.ts';
import { useOpenShop } from '#test/use-open-shop.ts';
import { checkLedger, lookAtLedger } from './check-ledger.ts';

const house = useOpenShop();

it('finds nothing in books that the shop itself has kept', async () => {
  await delivered(house);
  await refunded(house);
  await uncertain(house);
  await placeTestOrder(house.shop, 'Softaculous', house.licence, house.clock);
  const findings = await checkLedger(house.clock.now());
  expect(findings.filter(({ broken }) => broken > 0)).toEqual([]);
  const looked = new Map(findings.map(({ name, checked }) => [name, checked]));
  for (const name of ['payments-posted-once', 'purchases-booked-once', 'refunds-accounted', 'none-left-behind']) {
    expect(looked.get(name)).toBeGreaterThan(0);
  }
});

it('changes nothing, whatever it finds', async () => {
  await expect(
    db().$transaction(async (tx) => {
      await tx.$executeRaw`SET TRANSACTION READ ONLY`;
      await lookAtLedger(tx, house.clock.now());
      await tx.orderItem.updateMany({ data: { reason: 'x' } });
    }),
  ).rejects.toThrow(/read-only/);
});

describe('names what breaks', () => {
  it('the sum of a currency and of a posting', async () => {
    const { paymentId } = await delivered(house);
    const broken = await brokenBy(house, async (tx) => {
      const { id } = await postingOf(tx, 'payment', paymentId);
      await tx.ledgerEntry.updateMany({ where: { transactionId: id, amount: { gt: 0n } }, data: { amount: 1n } });
    });
    expect(broken.get('ledger-zero')).toBe('EUR');
    expect(broken.has('postings-balance')).toBe(true);
    expect(broken.get('payments-posted-once')).toBe(paymentId);
  });

  it('postings without lines, and about nothing', async () => {
    const posting = { id: newId('ltx'), storeId: house.shop.storeId, kind: 'sale', sourceId: 'itm_nobody' } as const;
    const broken = await brokenBy(house, (tx) => tx.ledgerTransaction.create({ data: posting }));
    expect(broken.get('postings-balance')).toBe(posting.id);
    expect(broken.get('postings-have-sources')).toBe(posting.id);
  });

  it('a payment that is not posted, and one posted although it failed', async () => {
    const { paymentId, orderId } = await delivered(house);
    expect((await brokenBy(house, (tx) => unpost(tx, 'payment', paymentId))).get('payments-posted-once')).toBe(
      paymentId,
    );
    const failed = await brokenBy(house, (tx) =>
      tx.payment.update({ where: { id: paymentId }, data: { status: 'failed' } }),
    );
    expect(failed.get('payments-posted-once')).toBe(paymentId);
    expect(failed.get('paid-orders-have-a-payment')).toBe(orderId);
  });

  it('an order that waits for money that is there', async () => {
    const { orderId, itemId } = await delivered(house);
    const broken = await brokenBy(house, (tx) =>
      tx.order.update({ where: { id: orderId }, data: { status: 'awaiting_payment' } }),
    );
    expect(broken.get('paid-orders-have-a-payment')).toBe(orderId);
    expect(broken.get('items-follow-orders')).toBe(itemId);
  });

  it('a refund that is not in the books, and one that its payment does not know', async () => {
    const { paymentId } = await refunded(house);
    const { id } = await db().refund.findUniqueOrThrow({ where: { paymentId } });
    expect((await brokenBy(house, (tx) => unpost(tx, 'refund', id))).get('refunds-accounted')).toBe(paymentId);
    const unknown = await brokenBy(house, (tx) =>
      tx.payment.update({ where: { id: paymentId }, data: { status: 'succeeded' } }),
    );
    expect(unknown.get('refunds-accounted')).toBe(paymentId);
    expect((await brokenBy(house, (tx) => tx.refund.delete({ where: { id } }))).get('refunds-accounted')).toBe(
      paymentId,
    );
  });

  it('a paid order whose item is unpaid, and an advance for nothing', async () => {
    const { orderId, itemId } = await house.paid('CloudLinux', true);
    const { customerId } = await db().order.findUniqueOrThrow({ where: { id: orderId } });
    const broken = await brokenBy(house, (tx) =>
      tx.orderItem.update({ where: { id: itemId }, data: { fulfilmentStatus: 'unpaid' } }),
    );
    expect(broken.get('items-follow-orders')).toBe(itemId);
    const kept = await brokenBy(house, (tx) =>
      tx.order.update({ where: { id: orderId }, data: { status: 'refunded' } }),
    );
    expect(kept.get('advances-are-undelivered')).toBe(`${customerId} EUR`);
  });
});
