import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import { reasonWords } from '#lib/domain/reason-words.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Tx } from '#lib/platform/db.ts';
import { lockOrder } from '#lib/orders/lock-order.ts';
import { mustMoveOrder } from '#lib/orders/move-order.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { wake } from '#lib/platform/wake.ts';
import { moveItem } from '#lib/fulfilment/move-item.ts';

/** Statuses in which money can be given back: nothing is under way at the supplier. An active module stays active there. */
export const REFUNDABLE: readonly FulfilmentStatus[] = ['queued', 'blocked', 'needs_person', 'active'];

async function lockOwnOrder(tx: Tx, actor: Actor, orderId: string) {
  const own = await tx.order.findFirst({ where: { id: orderId, storeId: actor.storeId }, select: { id: true } });
  if (!own) throw new AppError('not_found', 'order_not_found', 'There is no such order in this store.');
  await lockOrder(tx, orderId);
  return tx.order.findUniqueOrThrow({
    where: { id: orderId },
    include: {
      payments: { where: { status: 'succeeded', surplus: false } },
      items: {
        include: { calls: { where: { OR: [{ status: 'started' }, { status: 'unknown', resolution: null }] } } },
      },
    },
  });
}

/** Why an order waited, without what to do about it. */
function reasonOf(items: readonly { readonly reason: string | null }[]): string {
  const reason = items.find((item) => item.reason !== null)?.reason ?? null;
  return reason === null ? 'None given.' : `It waited: ${reasonWords(reason).replace(/\..*$/s, '.')}`;
}

/**
 * Staff: give the whole payment back. The items are closed in the same commit, so that nothing is ordered any more; the provider
 * is asked by a job with the refund's id as idempotency key. A second click changes nothing. Without a reason of staff's own, why
 * the order waited is the reason.
 * Refuses with `unsafe_now` while a write at the supplier is unsettled, `not_paid`, `not_found`, `not_allowed`.
 */
export async function requestRefund(actor: Actor, orderId: string, reason: string, now: Date): Promise<void> {
  demand(actor, 'orders:refund');
  await db().$transaction(async (tx) => {
    const order = await lockOwnOrder(tx, actor, orderId);
    if (order.status === 'refunding' || order.status === 'refunded') return;
    const [payment] = order.payments;
    if (!payment || (order.status !== 'paid' && order.status !== 'completed')) {
      throw new AppError('conflict', 'not_paid', 'This order has no payment that could be given back.');
    }
    const why = reason.trim() === '' ? reasonOf(order.items) : reason.trim();
    for (const item of order.items) {
      if (item.calls.length > 0 || !REFUNDABLE.includes(item.fulfilmentStatus)) {
        throw new AppError(
          'conflict',
          'unsafe_now',
          'The supplier may be delivering this at the moment. Settle that first, then refund.',
        );
      }
      if (!(await moveItem(tx, item.id, item.fulfilmentStatus, 'closed'))) {
        throw new AppError('conflict', 'changed_meanwhile', 'The order changed in the meantime. Look at it again.');
      }
    }
    await mustMoveOrder(tx, order.id, order.status, 'refunding');
    await tx.refund.create({
      data: {
        id: newId('ref'),
        storeId: order.storeId,
        paymentId: payment.id,
        amount: payment.amount,
        currency: payment.currency,
        reason: why,
        requestedBy: actor.kind === 'staff' ? actor.userId : actor.kind,
        nextAttemptAt: now,
      },
    });
    await recordAudit(tx, actor, 'refund.requested', order.id, {
      before: { status: order.status },
      after: { payment: payment.id, amount: payment.amount.toString() },
      reason: why,
    });
    await wake(tx, 'refunds');
  });
}
