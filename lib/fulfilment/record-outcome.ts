import type { Actor } from '#lib/domain/actor.ts';
import { distance, isCurable, READ_BACK_AFTER_MS, RECONCILE_AT_MS, RETRY_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Ordered } from '#lib/gateways/upstream/order-service.ts';
import type { WriteOutcome } from '#lib/gateways/upstream/outcome.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { callFacts } from './call-facts.ts';
import type { LoadedItem } from './load-item.ts';
import { moveItem } from './move-item.ts';
import { tellHeld } from './tell-held.ts';

/** Where an accepted order goes, and what is known of it. Only an order id, or the cart asked for: it lies unpaid in the upstream's cart. */
function landing(item: LoadedItem, ordered: Ordered, now: Date) {
  const { serviceId, billOrderId } = ordered;
  const isInCart = billOrderId !== null && (serviceId === null || item.account.orderMode === 'cart');
  const facts = { upstreamServiceId: serviceId, boughtAt: now };
  return isInCart
    ? ({ to: 'in_cart', facts: { ...facts, billOrderId, nextAttemptAt: now } } as const)
    : ({ to: 'bought', facts: { ...facts, nextAttemptAt: later(now, READ_BACK_AFTER_MS[0]) } } as const);
}

function orderFacts(outcome: WriteOutcome<Ordered>, now: Date) {
  const ordered = outcome.kind === 'accepted' ? outcome.value : null;
  return {
    ...callFacts(outcome, now),
    upstreamServiceId: ordered?.serviceId ?? null,
    billOrderId: ordered?.billOrderId ?? null,
  };
}

/** The time limit was over before the outcome came: an accepted one that is still looked for is settled by it, all else is only noted. */
async function recordLate(
  tx: Tx,
  item: LoadedItem,
  callId: string,
  outcome: WriteOutcome<Ordered>,
  now: Date,
): Promise<void> {
  const { status, finishedAt, ...reply } = orderFacts(outcome, now);
  if (outcome.kind === 'accepted' && outcome.value.serviceId !== null) {
    const settled = await tx.upstreamCall.updateMany({
      where: { id: callId, status: 'unknown', resolution: null },
      data: { ...reply, status, finishedAt },
    });
    const bought = { upstreamServiceId: outcome.value.serviceId, boughtAt: now, nextAttemptAt: now };
    if (settled.count === 1) {
      if (await moveItem(tx, item.id, 'uncertain', 'bought', bought)) return;
      if (await moveItem(tx, item.id, 'needs_person', 'bought', bought)) return;
    }
  }
  await tx.upstreamCall.updateMany({ where: { id: callId, response: null }, data: reply });
}

/** Records what an order came to, and moves the item accordingly, in one commit. What it cost is booked when it is read back. */
export async function recordOutcome(
  actor: Actor,
  item: LoadedItem,
  callId: string,
  outcome: WriteOutcome<Ordered>,
  now: Date,
): Promise<void> {
  const facts = orderFacts(outcome, now);
  const { message } = facts;
  await db().$transaction(async (tx) => {
    await recordAudit(tx, actor, `fulfilment.${outcome.kind}`, item.orderId, {
      after: { item: item.id, call: callId, ...(message ? { message } : {}) },
    });
    const recorded = await tx.upstreamCall.updateMany({ where: { id: callId, status: 'started' }, data: facts });
    if (recorded.count === 0) return recordLate(tx, item, callId, outcome, now);
    const attempts = item.attempts + 1;
    const retryAt = later(now, distance(RETRY_AFTER_MS, item.attempts));
    switch (outcome.kind) {
      case 'accepted': {
        const { to, facts: where } = landing(item, outcome.value, now);
        await moveItem(tx, item.id, 'ordering', to, where);
        return;
      }
      case 'rejected': {
        const { reason } = outcome.error;
        const why = { reason, reasonDetail: message };
        if (isCurable(reason))
          await moveItem(tx, item.id, 'ordering', 'blocked', { ...why, attempts, nextAttemptAt: retryAt });
        else await moveItem(tx, item.id, 'ordering', 'needs_person', why);
        await tellHeld(tx, actor, item, reason, message);
        return;
      }
      case 'not_sent': {
        const why = { reason: 'upstream_unreachable', reasonDetail: message } as const;
        await moveItem(tx, item.id, 'ordering', 'queued', { ...why, attempts, nextAttemptAt: retryAt });
        return;
      }
      case 'unknown': {
        const why = { reason: 'no_answer', reasonDetail: message } as const;
        await moveItem(tx, item.id, 'ordering', 'uncertain', { ...why, nextAttemptAt: later(now, RECONCILE_AT_MS[0]) });
      }
    }
  });
}
