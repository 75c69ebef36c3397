import type { Actor } from '#lib/domain/actor.ts';
import { hasOpenQuestion } from '#lib/domain/fulfilment.ts';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { findStaffItem } from './find-staff-item.ts';
import { moveItem } from './move-item.ts';
import { reconcileItem } from './reconcile-item.ts';
import { readBack } from './read-back.ts';

/**
 * Staff: ask the supplier again, by reads only. A bought item that was given to a person is looked up again too.
 * Refuses with `nothing_to_check` where there is nothing to ask.
 */
export async function checkNow(actor: Actor, itemId: string, now: Date): Promise<void> {
  const uncertain = await db().$transaction(async (tx) => {
    const item = await findStaffItem(tx, actor, itemId);
    const from = item.fulfilmentStatus;
    if (!hasOpenQuestion(item)) {
      throw new AppError('conflict', 'nothing_to_check', 'There is no open question to the supplier about this order.');
    }
    if (from === 'needs_person') await moveItem(tx, itemId, from, 'bought', { nextAttemptAt: now });
    await recordAudit(tx, actor, 'fulfilment.check_asked', item.orderId, { after: { item: item.id } });
    return from === 'uncertain';
  });
  if (uncertain) await reconcileItem(itemId, now, 'by_staff');
  else await readBack(itemId, now);
}
