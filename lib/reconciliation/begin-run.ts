import type { Actor } from '#lib/domain/actor.ts';
import { actorId } from '#lib/domain/actor.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db, isUniqueViolation } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { newId } from '#lib/platform/ids.ts';

/** A run without a sign of life for so long has died with its process. */
const DEAD_AFTER_MS = 30 * 60_000;

/**
 * Ends a run of the account whose process died. While a run is under way, `finishedAt` is its last sign of life; a run without one
 * was asked for and waits for a worker.
 */
export async function endDeadRun(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx.reconciliationRun.updateMany({
    where: { upstreamAccountId: accountId, status: 'running', finishedAt: { lt: later(now, -DEAD_AFTER_MS) } },
    data: { status: 'failed', finishedAt: now, error: 'The process that read the lists ended before it was through.' },
  });
}

/** Takes the account's waiting run, or begins one; null while another one is under way. One that died half an hour ago is ended first. */
export async function beginRun(actor: Actor, accountId: string, now: Date): Promise<string | null> {
  try {
    return await db().$transaction(async (tx) => {
      await endDeadRun(tx, accountId, now);
      const [waiting] = await tx.reconciliationRun.updateManyAndReturn({
        where: { upstreamAccountId: accountId, status: 'running', finishedAt: null },
        data: { createdAt: now, finishedAt: now },
        select: { id: true },
      });
      if (waiting) return waiting.id;
      const id = newId('rec');
      await tx.reconciliationRun.create({
        data: {
          id,
          storeId: actor.storeId,
          upstreamAccountId: accountId,
          requestedBy: actorId(actor),
          createdAt: now,
          finishedAt: now,
        },
      });
      return id;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}
