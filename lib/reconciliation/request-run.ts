import type { Actor } from '#lib/domain/actor.ts';
import { actorId, demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db, isUniqueViolation } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { wake } from '#lib/platform/wake.ts';
import { endDeadRun } from './begin-run.ts';

/** Asks for a reconciliation of an account; a worker takes it up at once. Refuses with `account_not_found`, `run_under_way`. */
export async function requestRun(actor: Actor, accountId: string, now: Date): Promise<void> {
  demand(actor, 'reconciliation:act');
  try {
    await db().$transaction(async (tx) => {
      const account = await tx.upstreamAccount.findFirst({ where: { id: accountId, storeId: actor.storeId } });
      if (!account) throw new AppError('not_found', 'account_not_found', 'This upstream account is not in your store.');
      await endDeadRun(tx, accountId, now);
      await tx.reconciliationRun.create({
        data: {
          id: newId('rec'),
          storeId: actor.storeId,
          upstreamAccountId: accountId,
          requestedBy: actorId(actor),
          createdAt: now,
        },
      });
      await recordAudit(tx, actor, 'reconciliation.requested', accountId);
      await wake(tx, 'reconciliation');
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('conflict', 'run_under_way', 'The lists of this account are being read already.');
  }
}
