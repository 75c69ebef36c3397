import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { wake } from '#lib/platform/wake.ts';
import { askedCost } from './asked-cost.ts';
import { findOwnChange } from './find-owned.ts';
import { isUnsettled } from './load-change.ts';
import { moveChange } from './move-change.ts';

/**
 * Staff: send a waiting change again now. It is looked up first; a renewal that became dearer is agreed to at the cost that was
 * last asked. Refuses with `unsafe_now`, `accepted_already`, `not_waiting`, `reason_missing`, `changed_meanwhile`, `change_not_found`,
 * `not_allowed`.
 */
export async function retryChange(actor: Actor, changeId: string, reason: string, now: Date): Promise<void> {
  const change = await findOwnChange(actor, changeId);
  const from = change.status;
  if (from !== 'blocked' && from !== 'needs_person') {
    throw new AppError('conflict', 'not_waiting', 'This change does not wait to be sent.');
  }
  if (change.calls.some(isUnsettled)) {
    const message = 'An earlier request to the supplier is not settled yet. Sending now could do it twice.';
    throw new AppError('conflict', 'unsafe_now', message);
  }
  if (change.action === 'renew' && change.calls.at(-1)?.status === 'accepted') {
    const message = 'The supplier accepted this renewal. Sending it again would pay twice: settle it by hand.';
    throw new AppError('conflict', 'accepted_already', message);
  }
  if (from === 'needs_person' && reason.trim().length < 3) {
    throw new AppError('invalid', 'reason_missing', 'Say why it is sent again; it goes to the record.', 'reason');
  }
  const cost = askedCost(change);
  await db().$transaction(async (tx) => {
    const facts = { nextAttemptAt: now, ...(cost === null ? {} : { cost, wanted: {} }) };
    if (!(await moveChange(tx, changeId, from, 'queued', facts))) {
      throw new AppError('conflict', 'changed_meanwhile', 'The change moved on in the meantime. Look at it again.');
    }
    await recordAudit(tx, actor, 'service.change_retry_asked', change.serviceId, {
      before: { change: changeId, status: from, why: change.reason },
      after: { change: changeId, action: change.action, ...(cost === null ? {} : { cost: cost.toString() }) },
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
    await wake(tx, 'fulfilment');
  });
}
