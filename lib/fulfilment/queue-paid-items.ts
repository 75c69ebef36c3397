import type { Actor } from '#lib/domain/actor.ts';
import type { Tx } from '#lib/platform/db.ts';
import { wake } from '#lib/platform/wake.ts';
import { ownership } from '#lib/quotes/owned.ts';
import type { OrderItem } from '#prisma/generated/client.ts';
import { lockNaturalKey } from './natural-lock.ts';
import { moveItem } from './move-item.ts';
import { tellHeld } from './tell-held.ts';

/**
 * Hands paid items over to be ordered. One that another order of the same licence already has or is buying
 * waits for a person, who gives the money back: it is never bought twice.
 */
export async function queuePaidItems(tx: Tx, actor: Actor, items: readonly OrderItem[], now: Date): Promise<void> {
  for (const item of items) {
    await lockNaturalKey(tx, item.storeId, item);
    const owned = await ownership(tx, item.storeId, item);
    if (owned === 'free') {
      await moveItem(tx, item.id, 'unpaid', 'queued', { nextAttemptAt: now });
    } else if (await moveItem(tx, item.id, 'unpaid', 'needs_person', { reason: 'already_owned' })) {
      await tellHeld(tx, actor, item, 'already_owned', null);
    }
  }
  await wake(tx, 'fulfilment');
}
