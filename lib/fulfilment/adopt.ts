import type { Actor } from '#lib/domain/actor.ts';
import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { db } from '#lib/platform/db.ts';
import type { LoadedItem } from './load-item.ts';
import { moveItem } from './move-item.ts';

/**
 * Takes over a row of the upstream's list as what an unanswered write made. The database lets one item claim a row.
 * Whether it is paid and active, and what it cost, the read-back finds out.
 */
export async function adopt(
  actor: Actor,
  item: LoadedItem,
  from: Extract<FulfilmentStatus, 'queued' | 'uncertain'>,
  callId: string,
  row: ServiceRow,
  now: Date,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const facts = { upstreamServiceId: row.id, boughtAt: now, nextAttemptAt: now };
    if (!(await moveItem(tx, item.id, from, 'bought', facts))) return;
    await tx.upstreamCall.update({
      where: { id: callId },
      data: { resolution: 'adopted', resolvedAt: now, upstreamServiceId: row.id },
    });
    await recordAudit(tx, actor, 'fulfilment.adopted', item.orderId, {
      after: { item: item.id, call: callId, service: row.id, status: row.status },
    });
  });
}
