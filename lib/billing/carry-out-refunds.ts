import { distance } from '#lib/domain/fulfilment.ts';
import { refundLines } from '#lib/domain/ledger.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { findProvider } from '#lib/gateways/payments/registry.ts';
import { postLedger } from '#lib/ledger/post.ts';
import { orderMail } from '#lib/mails/order-mails.ts';
import { queueMail } from '#lib/mails/queue-mail.ts';
import { moveOrder } from '#lib/orders/move-order.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { wake } from '#lib/platform/wake.ts';

const RETRY_AFTER_MS = [10_000, 60_000, 600_000, 3_600_000] as const;

async function finish(refundId: string, externalId: string, now: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    const refund = await tx.refund.findUniqueOrThrow({
      where: { id: refundId },
      include: {
        payment: {
          include: { order: { include: { customer: true, store: true, items: { include: { service: true } } } } },
        },
      },
    });
    const { payment } = refund;
    const { order } = payment;
    const done = await tx.refund.updateMany({
      where: { id: refundId, status: 'started' },
      data: { status: 'succeeded', externalId, nextAttemptAt: null, error: null },
    });
    if (done.count === 0) return;
    await tx.payment.update({ where: { id: payment.id }, data: { status: 'refunded' } });
    await moveOrder(tx, order.id, 'refunding', 'refunded');
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

/** Asks the providers to give back what was decided. Repeats are safe: the refund's id is the provider's idempotency key. */
export async function carryOutRefunds(now: Date, limit = 20): Promise<{ done: number; more: boolean }> {
  const due = await db().refund.findMany({
    where: { status: 'started', nextAttemptAt: { lte: now } },
    orderBy: { nextAttemptAt: 'asc' },
    take: limit,
    include: { payment: true },
  });
  for (const refund of due) {
    const provider = findProvider(refund.payment.provider);
    const result = await provider
      ?.refund({ reference: refund.id, externalId: refund.payment.externalId ?? '' })
      .catch(
        (error: unknown) => ({ ok: false, message: error instanceof Error ? error.message : 'no answer' }) as const,
      );
    if (result?.ok) {
      await finish(refund.id, result.externalId, now);
    } else {
      await db().refund.updateMany({
        where: { id: refund.id, status: 'started' },
        data: {
          attempts: { increment: 1 },
          nextAttemptAt: later(now, distance(RETRY_AFTER_MS, refund.attempts)),
          error: result?.message.slice(0, 500) ?? 'The provider is not known to this installation',
        },
      });
    }
  }
  return { done: due.length, more: due.length === limit };
}
