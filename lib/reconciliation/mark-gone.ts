import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { safeAction } from './difference-kinds.ts';
import { lockDifference, lockQuietService, settleDifference } from './open-difference.ts';

/**
 * Ends a service here that the upstream's lists do not show, once two reconciliations have said so. Nothing is written at the
 * upstream, and no money is given back by it. Refuses with `difference_not_found`, `difference_settled`, `action_not_safe`,
 * `service_not_found`, `change_under_way`, `difference_changed`.
 */
export async function markGone(actor: Actor, id: string, now: Date): Promise<void> {
  demand(actor, 'reconciliation:act');
  await db().$transaction(async (tx) => {
    const difference = await lockDifference(tx, actor, id);
    if (safeAction(difference) !== 'mark_gone') {
      throw new AppError(
        'conflict',
        'action_not_safe',
        'Only what a second reconciliation did not find either may be marked as gone. Run it again first.',
      );
    }
    const { upstreamAccountId, upstreamServiceId } = difference;
    const service = await lockQuietService(tx, difference.serviceId);
    const row = await tx.upstreamRow.findUnique({
      where: { upstreamAccountId_upstreamServiceId: { upstreamAccountId, upstreamServiceId } },
    });
    if (service.status === 'deleted' || (row !== null && row.status !== 'deleted')) {
      throw new AppError(
        'conflict',
        'difference_changed',
        'It is no longer as shown here. Nothing was changed; run the reconciliation again.',
      );
    }
    await tx.service.update({ where: { id: service.id }, data: { status: 'deleted' } });
    await settleDifference(tx, actor, id, 'taken_over', now);
    await recordAudit(tx, actor, 'reconciliation.marked_gone', service.id, {
      before: { difference: id, status: service.status },
      after: { status: 'deleted' },
    });
  });
}
