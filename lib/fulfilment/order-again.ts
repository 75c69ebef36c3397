import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { isAdvisedAgainst } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { wake } from '#lib/platform/wake.ts';
import { findStaffItem } from './find-staff-item.ts';
import { moveItem } from './move-item.ts';

/**
 * Staff: order the item upstream now. Only where no write is under way or unsettled; it is looked up again first.
 * Refuses with `unsafe_now`, `not_waiting`, `has_service`, `reason_missing`, `not_found`, `not_allowed`.
 */
export async function orderAgain(actor: Actor, itemId: string, reason: string, now: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    const item = await findStaffItem(tx, actor, itemId);
    if (item.calls.length > 0) {
      throw new AppError(
        'conflict',
        'unsafe_now',
        'An earlier request to the supplier is not settled yet. Ordering now could buy twice.',
      );
    }
    const from = item.fulfilmentStatus;
    if (from !== 'queued' && from !== 'blocked' && from !== 'needs_person') {
      throw new AppError('conflict', 'not_waiting', 'This order does not wait to be ordered.');
    }
    const gone = item.reason === 'gone_upstream';
    if (item.upstreamServiceId !== null && !gone) {
      throw new AppError(
        'conflict',
        'has_service',
        `The supplier already made service ${item.upstreamServiceId} for this order. Ask the supplier again; ordering now would buy twice.`,
      );
    }
    const overruled = isAdvisedAgainst(item.reason);
    if (overruled && reason.trim() === '') {
      throw new AppError(
        'invalid',
        'reason_missing',
        'Say why it should be ordered although the check advised against it.',
        'reason',
      );
    }
    if (from === 'queued') {
      await tx.orderItem.updateMany({
        where: { id: itemId, fulfilmentStatus: 'queued' },
        data: { nextAttemptAt: now },
      });
    } else if (
      !(await moveItem(tx, itemId, from, 'queued', {
        nextAttemptAt: now,
        overruled: overruled ? item.reason : null,
        billOrderId: null,
        ...(gone ? { upstreamServiceId: null } : {}),
      }))
    ) {
      throw new AppError('conflict', 'changed_meanwhile', 'The order changed in the meantime. Look at it again.');
    }
    await recordAudit(tx, actor, 'fulfilment.retry_asked', item.orderId, {
      before: { status: from, why: item.reason },
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
    await wake(tx, 'fulfilment');
  });
}
