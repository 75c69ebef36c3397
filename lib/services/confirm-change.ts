import {
  ABSENT_AFTER_MS,
  ABSENT_CALLS,
  ABSENT_READS,
  distance,
  READ_BACK_AFTER_MS,
  RECONCILE_AT_MS,
  SETTLED_WITHIN_MS,
} from '#lib/domain/fulfilment.ts';
import { isRepeatable } from '#lib/domain/service-change.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { connectionOf, KEY_LOST } from '#lib/fulfilment/look.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { wake } from '#lib/platform/wake.ts';
import type { UpstreamCall } from '#prisma/generated/client.ts';
import { changesActor } from './actor.ts';
import { readBaseline } from './baseline.ts';
import { readEdit } from './edit.ts';
import { finishChange } from './finish-change.ts';
import { giveToPerson } from './hold-change.ts';
import type { Verdict } from './judge-change.ts';
import { judgeChange } from './judge-change.ts';
import type { LoadedChange } from './load-change.ts';
import { endOf, loadChange } from './load-change.ts';
import { moveChange } from './move-change.ts';
import { readState } from './read-state.ts';
import { tellHeld } from './tell-held.ts';

const SHOWN: Readonly<Record<Verdict, string>> = {
  reached: '',
  not_reached: 'The supplier shows the service as it was.',
  other: 'The supplier shows a last day that does not fit.',
  unclear: 'The supplier does not show what would tell.',
  gone: 'The supplier does not show the service.',
};

/** Comes back at the next moment of the table; after the last one a person decides. */
async function lookLater(change: LoadedChange, call: UpstreamCall, detail: string, now: Date): Promise<void> {
  const next = RECONCILE_AT_MS.find((ms) => later(endOf(call), ms) > now);
  if (next === undefined) return giveToPerson(change, 'uncertain', 'unresolved', detail);
  await db().serviceChange.updateMany({
    where: { id: change.id, status: 'uncertain' },
    data: { nextAttemptAt: later(endOf(call), next) },
  });
}

/** An accepted write is read back again and again until the upstream shows it; it is never sent again by itself. */
async function waitForAccepted(
  change: LoadedChange,
  call: UpstreamCall,
  verdict: Verdict | null,
  now: Date,
): Promise<void> {
  if (verdict !== null && now.getTime() - endOf(call).getTime() > SETTLED_WITHIN_MS) {
    return giveToPerson(change, 'uncertain', verdict === 'gone' ? 'gone_upstream' : 'not_activated', SHOWN[verdict]);
  }
  await db().serviceChange.updateMany({
    where: { id: change.id, status: 'uncertain' },
    data: {
      attempts: { increment: 1 },
      nextAttemptAt: later(now, distance(READ_BACK_AFTER_MS, change.attempts + 1)),
    },
  });
}

/** Not done: counts towards absence once the grace time is over; when absence is proven, it is sent again, at most so often. */
async function foundUndone(change: LoadedChange, call: UpstreamCall, now: Date): Promise<void> {
  const detail = SHOWN.not_reached;
  if (now.getTime() - endOf(call).getTime() < ABSENT_AFTER_MS) return lookLater(change, call, detail, now);
  const needed = isRepeatable(change.action) ? 1 : ABSENT_READS;
  if (call.emptyReads + 1 < needed) {
    // Two looks in the same moment are one: the table of moments keeps them apart.
    await db().upstreamCall.update({
      where: { id: call.id, emptyReads: call.emptyReads },
      data: { emptyReads: { increment: 1 } },
    });
    return lookLater(change, call, detail, now);
  }
  const before = change.calls.filter((each) => each.resolution === 'absent').length;
  const again = before + 1 < ABSENT_CALLS;
  const many = 'Several requests in a row were not answered and left no trace.';
  await db().$transaction(async (tx) => {
    const facts = again ? { nextAttemptAt: now } : ({ reason: 'unresolved', reasonDetail: many } as const);
    if (!(await moveChange(tx, change.id, 'uncertain', again ? 'queued' : 'needs_person', facts))) return;
    await tx.upstreamCall.update({ where: { id: call.id }, data: { resolution: 'absent', resolvedAt: now } });
    const actor = changesActor(change.storeId);
    await recordAudit(tx, actor, 'service.change_absent', change.serviceId, {
      after: { change: change.id, action: change.action, call: call.id },
    });
    if (again) await wake(tx, 'fulfilment');
    else await tellHeld(tx, actor, change, 'unresolved', many);
  });
}

/** Whether an accepted write counts as done: shown, or, of what the upstream does not show, not contradicted. */
function isConfirmed(change: LoadedChange, verdict: Verdict): boolean {
  if (verdict === 'reached') return true;
  return change.action === 'renew' ? verdict === 'other' : change.action === 'edit' && verdict === 'unclear';
}

/**
 * Settles a sent change by reading the service. Shown as wanted: done. An accepted one waits for that, a quarter of an hour. An
 * unanswered renewal is proven undone by two looks after the grace time that found the old last day; what may be repeated by one. Then
 * it is queued again. Whatever else: a person. It never writes to the upstream. A look that staff asked for counts for nothing
 * but success.
 */
export async function confirmChange(
  changeId: string,
  now: Date,
  asked: 'by_job' | 'by_staff' = 'by_job',
): Promise<void> {
  const change = await loadChange(changeId);
  const call = change.calls.at(-1);
  if (change.status !== 'uncertain' || !call) return;
  const isAccepted = call.status === 'accepted';
  const connection = connectionOf(change.service.account);
  const seen = connection
    ? await readState(connection, change.service, change.action, now)
    : ({ ok: false, message: KEY_LOST } as const);
  if (!seen.ok) {
    if (asked === 'by_staff') return;
    if (isAccepted) return waitForAccepted(change, call, null, now);
    return lookLater(change, call, `The supplier could not be asked: ${seen.message}`, now);
  }
  const write = { sentAt: call.createdAt, newExpiresOn: readBaseline(call.baseline)?.newExpiresOn ?? null };
  const verdict = judgeChange({ ...change, wanted: readEdit(change.wanted) }, seen.state, write);
  if (verdict === 'reached' || (isAccepted && isConfirmed(change, verdict))) {
    const { row } = seen.state;
    const actor = changesActor(change.storeId);
    await db().$transaction((tx) => finishChange(tx, actor, change, 'uncertain', { row, call }, now));
  } else if (asked === 'by_staff') {
    return;
  } else if (isAccepted) {
    await waitForAccepted(change, call, verdict, now);
  } else if (verdict === 'not_reached' || (verdict === 'unclear' && isRepeatable(change.action))) {
    // What does no harm twice need not be seen undone: sent again, its answer settles it.
    await foundUndone(change, call, now);
  } else {
    await lookLater(change, call, SHOWN[verdict], now);
  }
}
