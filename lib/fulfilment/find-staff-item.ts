import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { Tx } from '#lib/platform/db.ts';

/** An item that staff want to act on, with its unsettled call; refuses with `not_found` outside the actor's store. */
export async function findStaffItem(tx: Tx, actor: Actor, itemId: string) {
  demand(actor, 'orders:fulfil');
  const item = await tx.orderItem.findFirst({
    where: { id: itemId, storeId: actor.storeId },
    include: { calls: { where: { OR: [{ status: 'started' }, { status: 'unknown', resolution: null }] } } },
  });
  if (!item) throw new AppError('not_found', 'item_not_found', 'There is no such order in this store.');
  return item;
}
