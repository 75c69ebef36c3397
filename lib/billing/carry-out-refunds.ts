import { distance } from '#lib/domain/fulfilment.ts';
import { refundLines } from '#lib/domain/ledger.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { findProvider } from '#lib/gateways/payments/registry.ts';
import { postLedger } from '#lib/ledger/post.ts';
import { orderMail } from '#lib/mails/order-mails.ts';
import { queueMail } from '#lib/mails/queue-mail.ts';
import { mustMoveOrder } from '#lib/orders/move-order.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { eachIsolated } from '#lib/platform/isolate.ts';
import { log } from '#lib/platform/log.ts';
import { wake } from '#lib/platform/wake.ts';
import type { Payment, Refund } from '#prisma/generated/client.ts';
import { lockPayment } from './lock-payment.ts';

const RETRY_AFTER_MS = [10_000, 60_000, 600_000, 3_600_000] as const;

async function finish(refund: Refund, externalId: string, now: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    const payment = await lockPayment(tx, refund.paymentId);
    const { order } = payment;
    const done = await tx.refund.updateMany({
      where: { id: refund.id, status: 'started' },
      data: { status: 'succeeded', externalId, nextAttemptAt: null, error: null },
    });
    if (done.count === 0) return;
    await tx.payment.update({ where: { id: payment.id }, data: { status: 'refunded' } });
    await mustMoveOrder(tx, order.id, 'refunding', 'refunded');
    const delivered = order.items.every((item) => item.service !== null);
    await postLedger(
      tx,
      order.storeId,
      'refund',
      refund.id,
      refundLines(payment.provider, order.customerId, delivered, refund.amount, refund.currency),
    );
    await recordAudit(tx, { kind: 'system', storeId: order.storeId, job: 'refunds' }, 'refund.succeeded', order.id, {
      after: { refund: refund.id, at: now.toISOString() },
    });
    await queueMail(tx, orderMail('refunded', order));
    await wake(tx, 'mails');
  });
}

async function putOff(refund: Refund, message: string, now: Date): Promise<void> {
  await db().refund.updateMany({
    where: { id: refund.id, status: 'started' },
    data: {
      attempts: { increment: 1 },
      nextAttemptAt: later(now, distance(RETRY_AFTER_MS, refund.attempts)),
      error: message.slice(0, 500),
    },
  });
}

async function carryOut(refund: Refund & { payment: Payment }, now: Date): Promise<void> {
  const provider = findProvider(refund.payment.provider);
  if (!provider) return putOff(refund, 'The provider is not known to this installation', now);
  const result = await provider.refund({ reference: refund.id, externalId: refund.payment.externalId ?? '' });
  return result.ok ? finish(refund, result.externalId, now) : putOff(refund, result.message, now);
}

/**
 * Asks the providers to give back what was decided. Repeats are safe: the refund's id is the provider's idempotency key.
 * One that fails is put off and stops no other.
 */
export async function carryOutRefunds(now: Date, limit = 20): Promise<{ done: number; more: boolean }> {
  const due = await db().refund.findMany({
    where: { status: 'started', nextAttemptAt: { lte: now } },
    orderBy: { nextAttemptAt: 'asc' },
    take: limit,
    include: { payment: true },
  });
  await eachIsolated(
    due,
    (refund) => carryOut(refund, now),
    (refund, error) => {
      log().error({ err: error, refund: refund.id }, 'a refund could not be carried out');
      return putOff(refund, error instanceof Error ? error.message : 'unknown fault', now);
    },
  );
  return { done: due.length, more: due.length === limit };
}
