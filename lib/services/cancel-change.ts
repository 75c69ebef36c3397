import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { findOwnChange } from './find-owned.ts';
import { isUnsettled } from './load-change.ts';
import { moveChange } from './move-change.ts';

/**
 * Staff: give a change up of which nothing was done. Refuses with `unsafe_now` where a request may have been acted upon,
 * `not_waiting`, `changed_meanwhile`, `change_not_found`, `not_allowed`.
 */
export async function cancelChange(actor: Actor, changeId: string, reason: string, now: Date): Promise<void> {
  const change = await findOwnChange(actor, changeId);
  const from = change.status;
  if (from !== 'queued' && from !== 'blocked' && from !== 'needs_person') {
    throw new AppError('conflict', 'not_waiting', 'This change cannot be cancelled: it is under way or over.');
  }
  if (change.calls.some(isUnsettled) || change.calls.at(-1)?.status === 'accepted') {
    const message = 'The supplier may have done it. Look there, then settle it by hand.';
    throw new AppError('conflict', 'unsafe_now', message);
  }
  await db().$transaction(async (tx) => {
    if (!(await moveChange(tx, changeId, from, 'cancelled', { finishedAt: now }))) {
      throw new AppError('conflict', 'changed_meanwhile', 'The change moved on in the meantime. Look at it again.');
    }
    await recordAudit(tx, actor, 'service.change_cancelled', change.serviceId, {
      before: { change: changeId, status: from, why: change.reason },
      after: { change: changeId, action: change.action },
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
  });
}
