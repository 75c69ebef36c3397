import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { lockDifference, readNote, settleDifference } from './open-difference.ts';

/**
 * Leaves a difference as it is, with a note; it comes back only when its facts change. Refuses with `difference_not_found`,
 * `difference_settled`, `note_missing`.
 */
export async function acceptDifference(actor: Actor, id: string, note: string, now: Date): Promise<void> {
  demand(actor, 'reconciliation:act');
  const reason = readNote(note);
  await db().$transaction(async (tx) => {
    const difference = await lockDifference(tx, actor, id);
    await settleDifference(tx, actor, id, 'accepted', now, reason);
    await recordAudit(tx, actor, 'reconciliation.accepted', difference.serviceId ?? difference.id, {
      before: { difference: id, kind: difference.kind, service: difference.upstreamServiceId, ...difference.facts },
      reason,
    });
  });
}
