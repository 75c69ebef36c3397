import { naturalKey } from '#lib/domain/fulfilment.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db, isUniqueViolation } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { newId } from '#lib/platform/ids.ts';
import { currentCost } from '#lib/pricing/below-cost.ts';
import type { LoadedItem } from './load-item.ts';
import { moveItem } from './move-item.ts';

/** A write gets so long before it counts as unknown: the client's own limit and a margin for a slow machine. */
export const CALL_DEADLINE_MS = 45_000;

/**
 * Records the intent before the first byte: item queued → ordering, and a started call, in one commit.
 * Null, with nothing changed, when another worker was faster or another write on the same key is unsettled.
 */
export async function beginCall(
  actor: Actor,
  item: LoadedItem,
  baselineIds: readonly string[],
  now: Date,
): Promise<string | null> {
  const id = newId('call');
  try {
    return await db().$transaction(async (tx) => {
      if (!(await moveItem(tx, item.id, 'queued', 'ordering', { attempts: item.attempts, overruled: null })))
        return null;
      // What it costs now is what we are charged, not what it cost when the price was published.
      const cost = await currentCost(tx, item);
      if (cost !== null && cost !== item.cost) await tx.orderItem.update({ where: { id: item.id }, data: { cost } });
      await tx.upstreamCall.create({
        data: {
          id,
          storeId: item.storeId,
          upstreamAccountId: item.upstreamAccountId,
          orderItemId: item.id,
          func: 'addition.order.param',
          naturalKey: naturalKey(item),
          correlation: id,
          baselineIds: [...baselineIds],
          deadlineAt: later(now, CALL_DEADLINE_MS),
          request: { item: item.licence, pricelist: item.upstreamId, period: String(item.period) },
          createdAt: now,
        },
      });
      await recordAudit(tx, actor, 'fulfilment.started', item.orderId, { after: { item: item.id, call: id } });
      return id;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}
