import type { Actor } from '#lib/domain/actor.ts';
import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { AdditionRow } from '#lib/gateways/upstream/addition-row.ts';
import { db } from '#lib/platform/db.ts';
import type { LoadedItem } from './load-item.ts';
import { moveItem } from './move-item.ts';
import { postPurchase } from './record-outcome.ts';
import { tellHeld } from './tell-held.ts';

/**
 * Takes over a row of the upstream's list as what an unanswered write made. The database lets one item claim a row.
 * A row that still waits for payment in the upstream's cart is not bought: a person pays or removes it there.
 */
export async function adopt(
  actor: Actor,
  item: LoadedItem,
  from: Extract<FulfilmentStatus, 'queued' | 'uncertain'>,
  callId: string,
  row: AdditionRow,
  now: Date,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const unpaid = row.status === 'ordered';
    const moved = await moveItem(
      tx,
      item.id,
      from,
      unpaid ? 'needs_person' : 'bought',
      unpaid
        ? { reason: 'unpaid_upstream', reasonDetail: `Service ${row.id}` }
        : { upstreamServiceId: row.id, nextAttemptAt: now },
    );
    if (!moved) return;
    await tx.upstreamCall.update({
      where: { id: callId },
      data: { resolution: 'adopted', resolvedAt: now, upstreamServiceId: row.id },
    });
    if (unpaid) await tellHeld(tx, actor, item, 'unpaid_upstream', `Service ${row.id}`);
    else await postPurchase(tx, item);
    await recordAudit(tx, actor, 'fulfilment.adopted', item.orderId, {
      after: { item: item.id, call: callId, service: row.id, status: row.status },
    });
  });
}
