import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { confirmChange } from './confirm-change.ts';
import { findOwnChange } from './find-owned.ts';

/** Staff: ask the supplier again whether a change was done, by reads only. Refuses with `nothing_to_check`. */
export async function checkChange(actor: Actor, changeId: string, now: Date): Promise<void> {
  const change = await findOwnChange(actor, changeId);
  if (change.status !== 'uncertain') {
    throw new AppError('conflict', 'nothing_to_check', 'There is no open question to the supplier about this change.');
  }
  await recordAudit(db(), actor, 'service.change_check_asked', change.serviceId, {
    after: { change: changeId, action: change.action },
  });
  await confirmChange(changeId, now, 'by_staff');
}
