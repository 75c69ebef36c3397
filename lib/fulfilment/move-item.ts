import type { FulfilmentStatus, Reason } from '#lib/domain/fulfilment.ts';
import { mayMove } from '#lib/domain/fulfilment.ts';
import type { Tx } from '#lib/platform/db.ts';

/** What a move may change besides the status. An absent `reason` clears it. */
export type MoveFacts = {
  readonly reason?: Reason;
  readonly reasonDetail?: string | null;
  readonly attempts?: number;
  readonly nextAttemptAt?: Date | null;
  readonly upstreamServiceId?: string | null;
  readonly boughtAt?: Date;
  readonly billOrderId?: string | null;
  readonly overruled?: string | null;
};

/**
 * Moves an item by compare-and-set (R2): false when it is no longer in `from`, and nothing is changed then.
 * A move that the table does not hold is a bug and throws.
 */
export async function moveItem(
  tx: Tx,
  itemId: string,
  from: FulfilmentStatus,
  to: FulfilmentStatus,
  facts: MoveFacts = {},
): Promise<boolean> {
  if (!mayMove(from, to)) throw new Error(`An item cannot move from ${from} to ${to}`);
  const moved = await tx.orderItem.updateMany({
    where: { id: itemId, fulfilmentStatus: from },
    data: {
      nextAttemptAt: null,
      attempts: 0,
      ...facts,
      fulfilmentStatus: to,
      reason: facts.reason ?? null,
      reasonDetail: facts.reasonDetail?.slice(0, 1000) ?? null,
    },
  });
  return moved.count === 1;
}
