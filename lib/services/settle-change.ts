import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { ABSENT_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { connectionOf } from '#lib/fulfilment/look.ts';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { findOwnChange } from './find-owned.ts';
import { finishChange } from './finish-change.ts';
import type { LoadedChange } from './load-change.ts';
import { endOf, isUnsettled, loadChange, mayHaveActed } from './load-change.ts';
import { moveChange } from './move-change.ts';
import { readState } from './read-state.ts';

/** What a person found in the supplier's client area. */
export type ChangeFinding = 'done' | 'not_done';

/** The service as the upstream shows it, to bring ours up to it; null where it cannot be asked: the person's word counts. */
async function rowNow(change: LoadedChange, now: Date): Promise<ServiceRow | null> {
  const connection = connectionOf(change.service.account);
  if (!connection) return null;
  const seen = await readState(connection, change.service, change.action, now);
  return seen.ok ? seen.state.row : null;
}

async function settleUndone(
  tx: Tx,
  actor: Actor,
  change: LoadedChange,
  from: 'uncertain' | 'needs_person',
  reason: string,
  now: Date,
): Promise<boolean> {
  if (!(await moveChange(tx, change.id, from, 'cancelled', { finishedAt: now }))) return false;
  await tx.upstreamCall.updateMany({
    where: { serviceChangeId: change.id, status: 'unknown', resolution: null },
    data: { resolution: 'by_hand', resolvedAt: now },
  });
  await recordAudit(tx, actor, 'service.change_settled', change.serviceId, {
    before: { status: from, why: change.reason },
    after: { change: change.id, action: change.action, finding: 'not_done' },
    reason,
  });
  return true;
}

/**
 * Staff: settle a change that the machine could not. "Done" takes over what the upstream shows and books a renewal; "not done"
 * gives it up, so that it can be asked for again. Refuses with `reason_missing`, `unsafe_now`, `not_held`, `changed_meanwhile`,
 * `change_not_found`, `not_allowed`.
 */
export async function settleChange(
  actor: Actor,
  changeId: string,
  finding: ChangeFinding,
  reason: string,
  now: Date,
): Promise<void> {
  const why = reason.trim();
  if (why.length < 3)
    throw new AppError('invalid', 'reason_missing', 'Say how you know; it goes to the record.', 'reason');
  const { status: from, calls } = await findOwnChange(actor, changeId);
  if (from !== 'uncertain' && from !== 'needs_person') {
    throw new AppError('conflict', 'not_held', 'This change does not wait for a person.');
  }
  if (calls.some((call) => call.status === 'started')) {
    const message = 'A request to the supplier is under way. Wait a minute and look again.';
    throw new AppError('conflict', 'unsafe_now', message);
  }
  const tooSoon = calls.filter(isUnsettled).some((call) => now.getTime() - endOf(call).getTime() < ABSENT_AFTER_MS);
  if (finding === 'not_done' && tooSoon) {
    const message = 'The supplier may still be working on it. Look again in two minutes.';
    throw new AppError('conflict', 'unsafe_now', message);
  }
  const change = await loadChange(changeId);
  const row = finding === 'done' ? await rowNow(change, now) : null;
  const call = change.calls.findLast(mayHaveActed) ?? null;
  await db().$transaction(async (tx) => {
    const moved =
      finding === 'done'
        ? await finishChange(tx, actor, change, from, { row, call, reason: why }, now)
        : await settleUndone(tx, actor, change, from, why, now);
    if (moved) return;
    throw new AppError('conflict', 'changed_meanwhile', 'The change moved on in the meantime. Look at it again.');
  });
}
