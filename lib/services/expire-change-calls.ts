import { RECONCILE_AT_MS } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { changesActor } from './actor.ts';
import { moveChange } from './move-change.ts';

/** Calls of changes that outlived their time limit. */
export async function lateChangeCalls(now: Date, limit: number): Promise<readonly string[]> {
  const late = await db().upstreamCall.findMany({
    where: { status: 'started', deadlineAt: { lte: now }, serviceChangeId: { not: null } },
    orderBy: { deadlineAt: 'asc' },
    take: limit,
    select: { id: true },
  });
  return late.map((call) => call.id);
}

/** A late call is unknown: the process that made it died, or hangs. Its change is looked up from now on. */
export async function expireChangeCall(callId: string, now: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    const expired = await tx.upstreamCall.updateMany({
      where: { id: callId, status: 'started' },
      data: { status: 'unknown', message: 'No outcome was recorded within the time limit' },
    });
    if (expired.count === 0) return;
    const { serviceChange } = await tx.upstreamCall.findUniqueOrThrow({
      where: { id: callId },
      select: { serviceChange: { select: { id: true, storeId: true, serviceId: true, action: true } } },
    });
    if (serviceChange === null) throw new Error(`Call ${callId} belongs to no change`);
    const { id, storeId, serviceId, action } = serviceChange;
    const nextAttemptAt = later(now, RECONCILE_AT_MS[0]);
    await moveChange(tx, id, 'sending', 'uncertain', { reason: 'no_answer', nextAttemptAt });
    await recordAudit(tx, changesActor(storeId), 'service.change_unknown', serviceId, {
      after: { change: id, action, call: callId },
    });
  });
}
