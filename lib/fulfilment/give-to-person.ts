import type { FulfilmentStatus, Reason } from '#lib/domain/fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { fulfilmentActor } from './actor.ts';
import { bookPurchase } from './book-purchase.ts';
import type { LoadedItem } from './load-item.ts';
import { moveItem } from './move-item.ts';
import { tellHeld } from './tell-held.ts';

/** Ends what the machine can do about an item: a person decides, and the store is told why. */
export async function giveToPerson(
  item: LoadedItem,
  from: Extract<FulfilmentStatus, 'uncertain' | 'in_cart' | 'bought'>,
  reason: Reason,
  detail: string,
  isCharged = false,
): Promise<void> {
  await db().$transaction(async (tx) => {
    if (!(await moveItem(tx, item.id, from, 'needs_person', { reason, reasonDetail: detail }))) return;
    if (from === 'bought' && isCharged) await bookPurchase(tx, item);
    // Another tariff's service is not ours to hold.
    if (from === 'bought' && reason === 'unresolved')
      await tx.orderItem.update({ where: { id: item.id }, data: { upstreamServiceId: null } });
    await tellHeld(tx, fulfilmentActor(item.storeId), item, reason, detail);
  });
}
