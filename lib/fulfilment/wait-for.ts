import type { Reason } from '#lib/domain/fulfilment.ts';
import { isCurable, PATIENCE_MS } from '#lib/domain/fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { fulfilmentActor } from './actor.ts';
import type { LoadedItem } from './load-item.ts';
import { tellHeld } from './tell-held.ts';

/**
 * Leaves an item that the upstream knows already where it is, for later. The store is told once why it waits: at once where somebody
 * can cure it, else when it has waited for an hour.
 */
export async function waitFor(
  item: LoadedItem,
  status: 'in_cart' | 'bought',
  why: { readonly reason: Reason | null; readonly detail: string | null },
  ms: number,
  now: Date,
): Promise<void> {
  const { reason, detail } = why;
  const age = now.getTime() - (item.boughtAt ?? item.updatedAt).getTime();
  const told = reason !== null && (isCurable(reason) || age > PATIENCE_MS) ? reason : null;
  await db().$transaction(async (tx) => {
    const waits = await tx.orderItem.updateMany({
      where: { id: item.id, fulfilmentStatus: status },
      data: {
        attempts: { increment: 1 },
        nextAttemptAt: later(now, ms),
        reason: told,
        reasonDetail: detail?.slice(0, 1000) ?? null,
      },
    });
    if (waits.count === 0 || told === null || told === item.reason) return;
    await tellHeld(tx, fulfilmentActor(item.storeId), item, told, detail);
  });
}
