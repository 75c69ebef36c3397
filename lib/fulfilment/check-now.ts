import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { findStaffItem } from './find-staff-item.ts';
import { reconcileItem } from './reconcile-item.ts';
import { readBack } from './read-back.ts';

/** Staff: ask the supplier again, by reads only. Refuses with `nothing_to_check` where there is nothing to ask. */
export async function checkNow(actor: Actor, itemId: string, now: Date): Promise<void> {
  const status = await db().$transaction(async (tx) => {
    const item = await findStaffItem(tx, actor, itemId);
    if (item.fulfilmentStatus !== 'uncertain' && item.fulfilmentStatus !== 'bought') {
      throw new AppError('conflict', 'nothing_to_check', 'There is no open question to the supplier about this order.');
    }
    await recordAudit(tx, actor, 'fulfilment.check_asked', item.orderId, { after: { item: item.id } });
    return item.fulfilmentStatus;
  });
  if (status === 'uncertain') await reconcileItem(itemId, now);
  else await readBack(itemId, now);
}
