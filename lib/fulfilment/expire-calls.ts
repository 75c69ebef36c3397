import { RECONCILE_AT_MS } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { fulfilmentActor } from './actor.ts';
import { moveItem } from './move-item.ts';

/** Calls that outlived their time limit. */
export async function lateCalls(now: Date, limit: number): Promise<readonly string[]> {
  const late = await db().upstreamCall.findMany({
    where: { status: 'started', deadlineAt: { lte: now } },
    orderBy: { deadlineAt: 'asc' },
    take: limit,
    select: { id: true },
  });
  return late.map((call) => call.id);
}

/** A late call is unknown: the process that made it died, or hangs. Its item is looked up from now on. */
export async function expireCall(callId: string, now: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    const expired = await tx.upstreamCall.updateMany({
      where: { id: callId, status: 'started' },
      data: { status: 'unknown', message: 'No outcome was recorded within the time limit' },
    });
    if (expired.count === 0) return;
    const call = await tx.upstreamCall.findUniqueOrThrow({ where: { id: callId }, include: { orderItem: true } });
    const nextAttemptAt = later(now, RECONCILE_AT_MS[0]);
    await moveItem(tx, call.orderItemId, 'ordering', 'uncertain', { reason: 'no_answer', nextAttemptAt });
    await recordAudit(tx, fulfilmentActor(call.storeId), 'fulfilment.unknown', call.orderItem.orderId, {
      after: { item: call.orderItemId, call: callId },
    });
  });
}
