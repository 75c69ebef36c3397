import type { Actor } from '#lib/domain/actor.ts';
import { distance, READ_BACK_AFTER_MS, RECONCILE_AT_MS, RETRY_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Done } from '#lib/gateways/upstream/done.ts';
import type { WriteOutcome } from '#lib/gateways/upstream/outcome.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { callFacts } from './call-facts.ts';
import type { LoadedItem } from './load-item.ts';
import { moveItem } from './move-item.ts';
import { isPaymentTriedAgain } from './payment-tries.ts';
import { tellHeld } from './tell-held.ts';

/** Records what the payment of an upstream cart order came to, and moves the item accordingly, in one commit. */
export async function recordPayment(
  actor: Actor,
  item: LoadedItem,
  callId: string,
  outcome: WriteOutcome<Done>,
  now: Date,
): Promise<void> {
  const facts = callFacts(outcome, now);
  const { message } = facts;
  await db().$transaction(async (tx) => {
    await recordAudit(tx, actor, `fulfilment.${outcome.kind}`, item.orderId, {
      after: { item: item.id, call: callId, ...(message ? { message } : {}) },
    });
    const recorded = await tx.upstreamCall.updateMany({ where: { id: callId, status: 'started' }, data: facts });
    // Late: the call counts as unknown already, and the list tells.
    if (recorded.count === 0) {
      await tx.upstreamCall.updateMany({ where: { id: callId, response: null }, data: { response: facts.response } });
      return;
    }
    const { upstreamServiceId } = item;
    if (outcome.kind === 'accepted') {
      const nextAttemptAt = later(now, READ_BACK_AFTER_MS[0]);
      await moveItem(tx, item.id, 'in_cart', 'bought', { upstreamServiceId, boughtAt: now, nextAttemptAt });
      return;
    }
    if (outcome.kind === 'rejected' && !isPaymentTriedAgain(outcome.error)) {
      const why = { reason: 'unpaid_upstream', reasonDetail: message } as const;
      if (await moveItem(tx, item.id, 'in_cart', 'needs_person', why)) {
        await tellHeld(tx, actor, item, 'unpaid_upstream', message);
      }
      return;
    }
    const reason =
      outcome.kind === 'rejected'
        ? outcome.error.reason
        : outcome.kind === 'unknown'
          ? 'no_answer'
          : 'upstream_unreachable';
    const after = outcome.kind === 'unknown' ? RECONCILE_AT_MS[0] : distance(RETRY_AFTER_MS, item.attempts);
    await tx.orderItem.updateMany({
      where: { id: item.id, fulfilmentStatus: 'in_cart' },
      data: {
        attempts: { increment: 1 },
        nextAttemptAt: later(now, after),
        reason,
        reasonDetail: message?.slice(0, 1000) ?? null,
      },
    });
    if (outcome.kind === 'rejected') await tellHeld(tx, actor, item, reason, message);
  });
}
