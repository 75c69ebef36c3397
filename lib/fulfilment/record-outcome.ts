import type { Actor } from '#lib/domain/actor.ts';
import { distance, isCurable, READ_BACK_AFTER_MS, RECONCILE_AT_MS, RETRY_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { OrderedAddition } from '#lib/gateways/upstream/order-addition.ts';
import type { WriteOutcome } from '#lib/gateways/upstream/outcome.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import type { LoadedItem } from './load-item.ts';
import { moveItem } from './move-item.ts';
import { tellHeld } from './tell-held.ts';

type Outcome = WriteOutcome<OrderedAddition>;

function factsOf(outcome: Outcome, now: Date) {
  const serviceId = outcome.kind === 'accepted' ? outcome.value.serviceId : null;
  const billOrderId = outcome.kind === 'accepted' ? outcome.value.billOrderId : null;
  const error = outcome.kind === 'rejected' ? outcome.error : null;
  const cause = outcome.kind === 'unknown' || outcome.kind === 'not_sent' ? outcome.cause : null;
  const { request, httpStatus, response } = outcome.exchange;
  return {
    // Accepted without a service's id: something was made, it is not known what. The list will tell.
    status: outcome.kind === 'accepted' && serviceId === null ? 'unknown' : outcome.kind,
    finishedAt: now,
    request,
    httpStatus,
    response,
    errorType: error?.type ?? null,
    errorObject: error?.object ?? null,
    message: error?.message ?? cause,
    upstreamServiceId: serviceId,
    billOrderId,
  } as const;
}

/** The time limit was over before the outcome came: an accepted one that is still looked for is settled by it, all else is only noted. */
async function recordLate(
  tx: Tx,
  item: LoadedItem,
  callId: string,
  facts: ReturnType<typeof factsOf>,
  now: Date,
): Promise<void> {
  const { status, finishedAt, ...reply } = facts;
  if (status === 'accepted') {
    const settled = await tx.upstreamCall.updateMany({
      where: { id: callId, status: 'unknown', resolution: null },
      data: { ...reply, status, finishedAt },
    });
    const bought = { upstreamServiceId: facts.upstreamServiceId, boughtAt: now, nextAttemptAt: now };
    if (settled.count === 1 && (await moveItem(tx, item.id, 'uncertain', 'bought', bought))) return;
  }
  await tx.upstreamCall.updateMany({ where: { id: callId, response: null }, data: reply });
}

/** Records what a write came to, and moves the item accordingly, in one commit. What it cost is booked when it is read back. */
export async function recordOutcome(
  actor: Actor,
  item: LoadedItem,
  callId: string,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const facts = factsOf(outcome, now);
  const { status, message, upstreamServiceId } = facts;
  await db().$transaction(async (tx) => {
    await recordAudit(tx, actor, `fulfilment.${status}`, item.orderId, {
      after: { item: item.id, call: callId, ...(message ? { message } : {}) },
    });
    const recorded = await tx.upstreamCall.updateMany({ where: { id: callId, status: 'started' }, data: facts });
    if (recorded.count === 0) return recordLate(tx, item, callId, facts, now);
    const error = outcome.kind === 'rejected' ? outcome.error : null;
    const attempts = item.attempts + 1;
    const retryAt = later(now, distance(RETRY_AFTER_MS, item.attempts));
    if (upstreamServiceId !== null) {
      const nextAttemptAt = later(now, READ_BACK_AFTER_MS[0]);
      await moveItem(tx, item.id, 'ordering', 'bought', { upstreamServiceId, boughtAt: now, nextAttemptAt });
    } else if (error) {
      const why = { reason: error.reason, reasonDetail: message };
      if (isCurable(error.reason))
        await moveItem(tx, item.id, 'ordering', 'blocked', { ...why, attempts, nextAttemptAt: retryAt });
      else await moveItem(tx, item.id, 'ordering', 'needs_person', why);
      await tellHeld(tx, actor, item, error.reason, message);
    } else if (status === 'not_sent') {
      const why = { reason: 'upstream_unreachable', reasonDetail: message } as const;
      await moveItem(tx, item.id, 'ordering', 'queued', { ...why, attempts, nextAttemptAt: retryAt });
    } else {
      const why = { reason: 'no_answer', reasonDetail: message } as const;
      await moveItem(tx, item.id, 'ordering', 'uncertain', { ...why, nextAttemptAt: later(now, RECONCILE_AT_MS[0]) });
    }
  });
}
