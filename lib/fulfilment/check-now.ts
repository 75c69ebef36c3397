import type { Actor } from '#lib/domain/actor.ts';
import { hasOpenQuestion } from '#lib/domain/fulfilment.ts';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { wake } from '#lib/platform/wake.ts';
import { findStaffItem } from './find-staff-item.ts';
import { moveItem } from './move-item.ts';
import { readBack } from './read-back.ts';
import { newReadings } from './readings.ts';
import { reconcileItem } from './reconcile-item.ts';

/**
 * Staff: ask the supplier again, by reads only. A bought item that was given to a person is looked up again too.
 * Refuses with `nothing_to_check` where there is nothing to ask.
 */
export async function checkNow(actor: Actor, itemId: string, now: Date): Promise<void> {
  const from = await db().$transaction(async (tx) => {
    const item = await findStaffItem(tx, actor, itemId);
    const status = item.fulfilmentStatus;
    if (!hasOpenQuestion(item)) {
      throw new AppError('conflict', 'nothing_to_check', 'There is no open question to the supplier about this order.');
    }
    if (status === 'needs_person') await moveItem(tx, itemId, status, 'bought', { nextAttemptAt: now });
    if (status === 'in_cart') {
      // The job looks; it may go on to pay, as it would have done later.
      await tx.orderItem.updateMany({ where: { id: itemId, fulfilmentStatus: status }, data: { nextAttemptAt: now } });
      await wake(tx, 'fulfilment');
    }
    await recordAudit(tx, actor, 'fulfilment.check_asked', item.orderId, { after: { item: item.id } });
    return status;
  });
  if (from === 'uncertain') await reconcileItem(itemId, now, newReadings(), 'by_staff');
  else if (from !== 'in_cart') await readBack(itemId, now, newReadings());
}
