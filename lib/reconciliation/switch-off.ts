import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { requestChange } from '#lib/services/request-change.ts';
import { lockDifference, settleDifference } from './open-difference.ts';

/**
 * Asks for the upstream's own renewal of a service to be switched off; the change is carried out and looked up like any other.
 * Should the process end in between, the difference stays open until the next reconciliation sees it cured. Refuses with
 * `difference_not_found`, `difference_settled`, `action_not_safe`, and with what `requestChange` refuses.
 */
export async function switchOffAutoprolong(actor: Actor, id: string, now: Date): Promise<void> {
  demand(actor, 'reconciliation:act');
  const serviceId = await db().$transaction(async (tx) => {
    const difference = await lockDifference(tx, actor, id);
    if (difference.kind !== 'autoprolong_on' || difference.serviceId === null) {
      throw new AppError('conflict', 'action_not_safe', 'There is no renewal of the supplier to switch off here.');
    }
    return difference.serviceId;
  });
  const change = await requestChange(actor, serviceId, { action: 'edit', autoprolong: null }, now);
  await db().$transaction(async (tx) => {
    await lockDifference(tx, actor, id);
    await settleDifference(tx, actor, id, 'switched_off', now);
    await recordAudit(tx, actor, 'reconciliation.switched_off', serviceId, { after: { difference: id, change } });
  });
}
