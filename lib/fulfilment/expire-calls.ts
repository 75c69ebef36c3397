import { RECONCILE_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { fulfilmentActor } from './order-item.ts';
import { moveItem } from './move-item.ts';

/** A call that outlived its time limit is unknown: the process that made it died, or hangs. Its item is looked up from now on. */
export async function expireCalls(now: Date, limit = 50): Promise<{ done: number; more: boolean }> {
  const late = await db().upstreamCall.findMany({
    where: { status: 'started', deadlineAt: { lte: now } },
    orderBy: { deadlineAt: 'asc' },
    take: limit,
    select: { id: true, orderItemId: true, storeId: true, orderItem: { select: { orderId: true } } },
  });
  for (const call of late) {
    await db().$transaction(async (tx) => {
      const expired = await tx.upstreamCall.updateMany({
        where: { id: call.id, status: 'started' },
        data: { status: 'unknown', message: 'No outcome was recorded within the time limit' },
      });
      if (expired.count === 0) return;
      await moveItem(tx, call.orderItemId, 'ordering', 'uncertain', {
        reason: 'no_answer',
        nextAttemptAt: later(now, RECONCILE_AFTER_MS[0]),
      });
      await recordAudit(tx, fulfilmentActor(call.storeId), 'fulfilment.unknown', call.orderItem.orderId, {
        after: { item: call.orderItemId, call: call.id },
      });
    });
  }
  return { done: late.length, more: late.length === limit };
}
