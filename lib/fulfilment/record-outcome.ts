import type { Actor } from '#lib/domain/actor.ts';
import { distance, isCurable, READ_BACK_AFTER_MS, RECONCILE_AFTER_MS, RETRY_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { purchaseLines } from '#lib/domain/ledger.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { OrderedAddition } from '#lib/gateways/upstream/order-addition.ts';
import type { WriteOutcome } from '#lib/gateways/upstream/outcome.ts';
import { postLedger } from '#lib/ledger/post.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import type { LoadedItem } from './load-item.ts';
import { moveItem } from './move-item.ts';
import { tellHeld } from './tell-held.ts';

/** Posts what the upstream charged for an item, once per item. */
export async function postPurchase(
  tx: Tx,
  item: Pick<LoadedItem, 'id' | 'storeId' | 'upstreamAccountId' | 'cost' | 'currency'>,
): Promise<void> {
  if (item.cost === 0n) return;
  await postLedger(
    tx,
    item.storeId,
    'purchase',
    item.id,
    purchaseLines(item.upstreamAccountId, item.cost, item.currency),
  );
}

/**
 * Records what a write came to, and moves the item accordingly, in one commit. A call that is no longer `started`
 * (its time ran out and it was settled otherwise) keeps its record; the late outcome only goes to the audit.
 */
export async function recordOutcome(
  actor: Actor,
  item: LoadedItem,
  callId: string,
  outcome: WriteOutcome<OrderedAddition>,
  now: Date,
): Promise<void> {
  const serviceId = outcome.kind === 'accepted' ? outcome.value.serviceId : null;
  // Accepted without a service's id: something was made, it is not known what. The list will tell.
  const status = outcome.kind === 'accepted' && serviceId === null ? 'unknown' : outcome.kind;
  const error = outcome.kind === 'rejected' ? outcome.error : null;
  const cause = outcome.kind === 'unknown' || outcome.kind === 'not_sent' ? outcome.cause : null;
  const message = error?.message ?? cause;
  await db().$transaction(async (tx) => {
    const recorded = await tx.upstreamCall.updateMany({
      where: { id: callId, status: 'started' },
      data: {
        status,
        finishedAt: now,
        request: outcome.exchange.request,
        httpStatus: outcome.exchange.httpStatus,
        response: outcome.exchange.response,
        errorType: error?.type ?? null,
        errorObject: error?.object ?? null,
        message,
        upstreamServiceId: serviceId,
      },
    });
    await recordAudit(tx, actor, `fulfilment.${status}`, item.orderId, {
      after: { item: item.id, call: callId, ...(message ? { message } : {}) },
    });
    if (recorded.count === 0) return;
    if (serviceId !== null) {
      await postPurchase(tx, item);
      await moveItem(tx, item.id, 'ordering', 'bought', {
        upstreamServiceId: serviceId,
        nextAttemptAt: later(now, READ_BACK_AFTER_MS[0]),
      });
      return;
    }
    const attempts = item.attempts + 1;
    const retryAt = later(now, distance(RETRY_AFTER_MS, item.attempts));
    if (error) {
      const curable = isCurable(error.reason);
      const facts = { reason: error.reason, reasonDetail: message };
      if (curable) await moveItem(tx, item.id, 'ordering', 'blocked', { ...facts, attempts, nextAttemptAt: retryAt });
      else await moveItem(tx, item.id, 'ordering', 'needs_person', facts);
      await tellHeld(tx, actor, item, error.reason, message);
    } else if (status === 'not_sent') {
      await moveItem(tx, item.id, 'ordering', 'queued', {
        reason: 'upstream_unreachable',
        reasonDetail: message,
        attempts,
        nextAttemptAt: retryAt,
      });
    } else {
      await moveItem(tx, item.id, 'ordering', 'uncertain', {
        reason: 'no_answer',
        reasonDetail: message,
        nextAttemptAt: later(now, RECONCILE_AFTER_MS[0]),
      });
    }
  });
}
