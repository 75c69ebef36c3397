import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { ABSENT_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db, isUniqueViolation } from '#lib/platform/db.ts';
import { wake } from '#lib/platform/wake.ts';
import { findStaffItem } from './find-staff-item.ts';
import { moveItem } from './move-item.ts';

/** What a person found in the supplier's client area. */
export type HandFinding =
  | { readonly kind: 'bought'; readonly upstreamServiceId: string }
  | { readonly kind: 'not_bought' };

/**
 * Staff: settle an item that the machine could not. "Bought" is still read back before it counts as active (R9); "not bought"
 * puts it back in the queue. The unsettled call is closed with it.
 * Refuses with `reason_missing`, `service_id_malformed`, `service_taken`, `unsafe_now`, `not_held`, `not_found`.
 */
export async function resolveByHand(
  actor: Actor,
  itemId: string,
  finding: HandFinding,
  reason: string,
  now: Date,
): Promise<void> {
  if (reason.trim().length < 3)
    throw new AppError('invalid', 'reason_missing', 'Say how you know; it goes to the order’s record.', 'reason');
  const serviceId = finding.kind === 'bought' ? finding.upstreamServiceId.trim() : null;
  if (serviceId !== null && !/^\d{1,15}$/.test(serviceId)) {
    throw new AppError(
      'invalid',
      'service_id_malformed',
      'The supplier’s service id is a number, such as 334673.',
      'upstreamServiceId',
    );
  }
  try {
    await db().$transaction(async (tx) => {
      const item = await findStaffItem(tx, actor, itemId);
      const from = item.fulfilmentStatus;
      if (from !== 'uncertain' && from !== 'needs_person') {
        throw new AppError('conflict', 'not_held', 'This order does not wait for a person.');
      }
      if (item.calls.some((call) => call.status === 'started')) {
        throw new AppError(
          'conflict',
          'unsafe_now',
          'A request to the supplier is under way. Wait a minute and look again.',
        );
      }
      const tooSoon = item.calls.some(
        (call) => now.getTime() - (call.finishedAt ?? call.deadlineAt).getTime() < ABSENT_AFTER_MS,
      );
      if (serviceId === null && (tooSoon || item.upstreamServiceId !== null)) {
        throw new AppError(
          'conflict',
          'unsafe_now',
          item.upstreamServiceId === null
            ? 'The supplier may still be working on it. Look again in two minutes.'
            : `The supplier made service ${item.upstreamServiceId} for this order. Ask the supplier again instead.`,
        );
      }
      if (
        serviceId !== null &&
        (await tx.service.count({
          where: { upstreamAccountId: item.upstreamAccountId, upstreamServiceId: serviceId },
        })) > 0
      )
        throw new AppError('conflict', 'service_taken', 'A customer already has that service.', 'upstreamServiceId');
      const facts =
        serviceId === null
          ? { nextAttemptAt: now }
          : { upstreamServiceId: serviceId, boughtAt: now, nextAttemptAt: now };
      if (!(await moveItem(tx, itemId, from, serviceId === null ? 'queued' : 'bought', facts))) {
        throw new AppError('conflict', 'changed_meanwhile', 'The order changed in the meantime. Look at it again.');
      }
      await tx.upstreamCall.updateMany({
        where: { orderItemId: itemId, status: 'unknown', resolution: null },
        data: { resolution: 'by_hand', resolvedAt: now, upstreamServiceId: serviceId },
      });
      await recordAudit(tx, actor, 'fulfilment.resolved_by_hand', item.orderId, {
        before: { status: from, why: item.reason },
        after: { finding: finding.kind, ...(serviceId === null ? {} : { service: serviceId }) },
        reason: reason.trim(),
      });
      await wake(tx, 'fulfilment');
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', 'service_taken', 'Another order already holds that service.', 'upstreamServiceId');
  }
}
