import type { Actor } from '#lib/domain/actor.ts';
import type { Reason } from '#lib/domain/fulfilment.ts';
import { distance, isCurable, READ_BACK_AFTER_MS, RECONCILE_AT_MS, RETRY_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { WriteOutcome } from '#lib/gateways/upstream/outcome.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { noteAnswer, noteFault } from '#lib/upstream-accounts/breaker.ts';
import type { LoadedChange } from './load-change.ts';
import { moveChange } from './move-change.ts';
import { tellHeld } from './tell-held.ts';

type Outcome = WriteOutcome<unknown>;

const EVENTS = {
  accepted: 'service.change_accepted',
  rejected: 'service.change_rejected',
  not_sent: 'service.change_not_sent',
  unknown: 'service.change_unknown',
} as const satisfies Record<Outcome['kind'], string>;

function factsOf(outcome: Outcome, now: Date) {
  const error = outcome.kind === 'rejected' ? outcome.error : null;
  const cause = outcome.kind === 'unknown' || outcome.kind === 'not_sent' ? outcome.cause : null;
  const { request, httpStatus, response } = outcome.exchange;
  return {
    status: outcome.kind,
    finishedAt: now,
    request,
    httpStatus,
    response,
    errorType: error?.type ?? null,
    errorObject: error?.object ?? null,
    message: error?.message ?? cause,
  } as const;
}

/** The time limit was over before the outcome came: that it was accepted is taken over, all else is only noted. */
async function recordLate(
  tx: Tx,
  change: LoadedChange,
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
    if (settled.count === 1) {
      await tx.serviceChange.updateMany({
        where: { id: change.id, status: 'uncertain' },
        data: { nextAttemptAt: now },
      });
      return;
    }
  }
  await tx.upstreamCall.updateMany({ where: { id: callId, response: null }, data: reply });
}

/** A reseller may not suspend or resume (protocol.md 7.2; 14, client 8): waiting would cure nothing. */
function isCuredByWaiting(change: LoadedChange, reason: Reason): boolean {
  const refusedForGood = reason === 'not_permitted' && (change.action === 'suspend' || change.action === 'resume');
  return isCurable(reason) && !refusedForGood;
}

/**
 * Records what a write came to, and moves the change accordingly, in one commit. An accepted one is not done yet: it waits until
 * the upstream shows it.
 */
export async function recordChangeOutcome(
  actor: Actor,
  change: LoadedChange,
  callId: string,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const facts = factsOf(outcome, now);
  const { message } = facts;
  const { id, service } = change;
  if (outcome.kind === 'accepted' || outcome.kind === 'rejected') await noteAnswer(service.upstreamAccountId);
  else await noteFault(service.upstreamAccountId, outcome.cause, now);
  await db().$transaction(async (tx) => {
    await recordAudit(tx, actor, EVENTS[outcome.kind], service.id, {
      after: { change: id, action: change.action, call: callId, ...(message ? { message } : {}) },
    });
    const recorded = await tx.upstreamCall.updateMany({ where: { id: callId, status: 'started' }, data: facts });
    if (recorded.count === 0) return recordLate(tx, change, callId, facts, now);
    const attempts = change.attempts + 1;
    const retryAt = later(now, distance(RETRY_AFTER_MS, change.attempts));
    switch (outcome.kind) {
      case 'accepted': {
        await moveChange(tx, id, 'sending', 'uncertain', { nextAttemptAt: later(now, READ_BACK_AFTER_MS[0]) });
        return;
      }
      case 'rejected': {
        const { reason } = outcome.error;
        const why = { reason, reasonDetail: message };
        if (isCuredByWaiting(change, reason))
          await moveChange(tx, id, 'sending', 'blocked', { ...why, attempts, nextAttemptAt: retryAt });
        else await moveChange(tx, id, 'sending', 'needs_person', why);
        await tellHeld(tx, actor, change, reason, message);
        return;
      }
      case 'not_sent': {
        const why = { reason: 'upstream_unreachable', reasonDetail: message } as const;
        await moveChange(tx, id, 'sending', 'queued', { ...why, attempts, nextAttemptAt: retryAt });
        return;
      }
      case 'unknown': {
        const why = { reason: 'no_answer', reasonDetail: message } as const;
        await moveChange(tx, id, 'sending', 'uncertain', { ...why, nextAttemptAt: later(now, RECONCILE_AT_MS[0]) });
      }
    }
  });
}
