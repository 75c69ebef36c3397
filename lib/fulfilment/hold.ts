import type { Reason } from '#lib/domain/fulfilment.ts';
import { distance, PATIENCE_MS, RETRY_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { fulfilmentActor } from './actor.ts';
import type { LoadedItem } from './load-item.ts';
import { moveItem } from './move-item.ts';
import { tellHeld } from './tell-held.ts';

/** Takes a queued item out of the queue: for a person, or until the cause is cured. The store is told. */
export async function hold(
  item: LoadedItem,
  to: 'needs_person' | 'blocked',
  reason: Reason,
  detail: string | null,
  now: Date,
  retryMs = distance(RETRY_AFTER_MS, item.attempts),
): Promise<void> {
  await db().$transaction(async (tx) => {
    const moved = await moveItem(tx, item.id, 'queued', to, {
      reason,
      reasonDetail: detail,
      attempts: item.attempts + 1,
      nextAttemptAt: to === 'blocked' ? later(now, retryMs) : null,
    });
    if (moved) await tellHeld(tx, fulfilmentActor(item.storeId), item, reason, detail);
  });
}

/** Leaves an item in the queue for later. One that its customer paid an hour ago is told to the store, and goes on trying. */
export async function postpone(
  item: LoadedItem,
  ms: number,
  why: { reason: Reason; detail: string } | null,
  now: Date,
): Promise<void> {
  const paidAt = item.order.paidAt?.getTime() ?? now.getTime();
  if (why && now.getTime() - paidAt > PATIENCE_MS) return hold(item, 'blocked', why.reason, why.detail, now, ms);
  await db().orderItem.updateMany({
    where: { id: item.id, fulfilmentStatus: 'queued' },
    data: {
      attempts: { increment: 1 },
      nextAttemptAt: later(now, ms),
      reason: why?.reason ?? null,
      reasonDetail: why?.detail.slice(0, 1000) ?? null,
    },
  });
}
