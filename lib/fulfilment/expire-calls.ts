import { RECONCILE_AT_MS } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { fulfilmentActor } from './actor.ts';
import { moveItem } from './move-item.ts';

/** Calls of order items that outlived their time limit. */
export async function lateCalls(now: Date, limit: number): Promise<readonly string[]> {
  const late = await db().upstreamCall.findMany({
    where: { status: 'started', deadlineAt: { lte: now }, orderItemId: { not: null } },
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
    const { orderItem, storeId } = await tx.upstreamCall.findUniqueOrThrow({
      where: { id: callId },
      include: { orderItem: true },
    });
    if (!orderItem) return;
    const nextAttemptAt = later(now, RECONCILE_AT_MS[0]);
    // The payment of a cart order leaves its item in the cart.
    await tx.orderItem.updateMany({
      where: { id: orderItem.id, fulfilmentStatus: 'in_cart' },
      data: { reason: 'no_answer', nextAttemptAt },
    });
    await moveItem(tx, orderItem.id, 'ordering', 'uncertain', { reason: 'no_answer', nextAttemptAt });
    const after = { item: orderItem.id, call: callId };
    await recordAudit(tx, fulfilmentActor(storeId), 'fulfilment.unknown', orderItem.orderId, { after });
  });
}
