import type { Reason } from '#lib/domain/fulfilment.ts';
import type { ServiceChangeStatus } from '#lib/domain/service-change.ts';
import { mayMoveChange } from '#lib/domain/service-change.ts';
import type { Tx } from '#lib/platform/db.ts';
import type { Prisma } from '#prisma/generated/client.ts';

/** What a move may change besides the status. An absent `reason` clears it. */
export type ChangeFacts = {
  readonly reason?: Reason;
  readonly reasonDetail?: string | null;
  readonly attempts?: number;
  readonly nextAttemptAt?: Date | null;
  readonly finishedAt?: Date;
  readonly period?: number;
  readonly cost?: bigint;
  readonly currency?: string;
  readonly requestedBy?: string;
  readonly note?: string;
  readonly wanted?: Prisma.InputJsonObject;
};

/**
 * Moves a change by compare-and-set (R2): false when it is no longer in `from`, and nothing is changed then. With `lease` also
 * false when another worker has taken it since. A move that the table does not hold is a bug and throws.
 */
export async function moveChange(
  tx: Tx,
  changeId: string,
  from: ServiceChangeStatus,
  to: ServiceChangeStatus,
  facts: ChangeFacts = {},
  lease?: { readonly until: Date | null },
): Promise<boolean> {
  if (!mayMoveChange(from, to)) throw new Error(`A change cannot move from ${from} to ${to}`);
  const moved = await tx.serviceChange.updateMany({
    where: { id: changeId, status: from, ...(lease === undefined ? {} : { nextAttemptAt: lease.until }) },
    data: {
      nextAttemptAt: null,
      attempts: 0,
      ...facts,
      status: to,
      reason: facts.reason ?? null,
      reasonDetail: facts.reasonDetail?.slice(0, 1000) ?? null,
    },
  });
  return moved.count === 1;
}
