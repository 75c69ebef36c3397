import { db } from '#lib/platform/db.ts';
import type { Clock } from '#lib/platform/clock.ts';
import { toDecimalText } from '#lib/domain/money.ts';
import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { connectionOf, KEY_LOST } from '#lib/fulfilment/look.ts';
import { mayCall } from '#lib/upstream-accounts/breaker.ts';
import { changesActor } from './actor.ts';
import type { RenewalOffer } from './ask-renewal.ts';
import { askRenewal } from './ask-renewal.ts';
import { readBaseline } from './baseline.ts';
import { beginChangeCall } from './begin-change-call.ts';
import { dayText } from './calendar.ts';
import { confirmChange } from './confirm-change.ts';
import { readEdit } from './edit.ts';
import { finishChange } from './finish-change.ts';
import { giveToPerson, postpone, putOff } from './hold-change.ts';
import { judgeChange } from './judge-change.ts';
import type { LoadedChange } from './load-change.ts';
import { loadChange, mayHaveActed } from './load-change.ts';
import { readState } from './read-state.ts';
import { recordChangeOutcome } from './record-change-outcome.ts';
import { sendChange } from './send-change.ts';

const BUSY_RETRY_MS = 5_000;
const PAUSED_RETRY_MS = 30_000;

/** A process that slept between the intent and the call sends nothing: others may have looked meanwhile. */
const SEND_WITHIN_MS = 5_000;

/**
 * Looks before acting (R3). Gives the service as it is when the change is still to be sent; null when it was dealt with: the
 * upstream could not be read, already shows it done, or shows something that a person has to see.
 */
async function lookFirst(
  connection: UpstreamConnection,
  change: LoadedChange,
  clock: Clock,
): Promise<ServiceRow | null> {
  const seen = await readState(connection, change.service, change.action, clock());
  if (!seen.ok) {
    await putOff(change, seen.reason, seen.message, clock());
    return null;
  }
  const { row } = seen.state;
  const wanted = readEdit(change.wanted);
  const acted = change.calls.filter(mayHaveActed);
  const judge = (call: LoadedChange['calls'][number] | null) => {
    const newExpiresOn = readBaseline(call?.baseline)?.newExpiresOn ?? null;
    return judgeChange({ ...change, wanted }, seen.state, call && { sentAt: call.createdAt, newExpiresOn });
  };
  // An earlier write of this change that nobody answered may have been done after all.
  const call = acted.findLast((each) => judge(each) === 'reached') ?? null;
  const verdict = judge(call);
  if (verdict === 'reached') {
    const actor = changesActor(change.storeId);
    await db().$transaction((tx) => finishChange(tx, actor, change, 'queued', { row, call }, clock()));
    return null;
  }
  if (verdict === 'gone' || row === null) {
    await giveToPerson(change, 'queued', 'gone_upstream', null);
    return null;
  }
  if (verdict === 'other') {
    const detail = `Service ${row.id} lasts until ${row.expiresOn}`;
    await giveToPerson(change, 'queued', 'already_upstream', detail);
    return null;
  }
  // Of an edit the upstream may not show everything; sending it again does no harm. A renewal has to be recognisable.
  if (verdict === 'unclear' && change.action === 'renew') {
    const detail = `Service ${row.id} lasts until ${row.expiresOn ?? 'a day that is not told'}`;
    await giveToPerson(change, 'queued', 'unresolved', detail);
    return null;
  }
  return row;
}

/** Asks once more what a renewal would do and cost; null when that is not what was agreed, and the change was dealt with. */
async function askFirst(
  connection: UpstreamConnection,
  change: LoadedChange,
  clock: Clock,
): Promise<RenewalOffer | null> {
  const asked = await askRenewal(connection, change.service, change.period ?? 0, clock());
  if (!asked.ok) {
    const { reason, message } = asked;
    if (reason === 'refused' || reason === 'gone_upstream' || reason === 'unresolved')
      await giveToPerson(change, 'queued', reason, message);
    else await putOff(change, reason, message, clock());
    return null;
  }
  const { offer } = asked;
  const agreedStart = change.periodStart ? dayText(change.periodStart) : null;
  if (offer.expiresOn !== null && offer.expiresOn !== agreedStart) {
    await giveToPerson(change, 'queued', 'already_upstream', `The preview says until ${offer.expiresOn}`);
    return null;
  }
  if (change.cost !== null && offer.cost > change.cost) {
    const detail = `It asks ${toDecimalText(offer.cost)} ${offer.currency}; ${toDecimalText(change.cost)} was agreed.`;
    await giveToPerson(change, 'queued', 'below_cost', detail, { askedCost: offer.cost.toString() });
    return null;
  }
  return offer;
}

/**
 * Carries one queued change out upstream, once: look, preview where it costs, record the intent, one write, record the outcome,
 * read back. Whatever happens in between, no second write is sent before the first one's outcome is known.
 */
export async function carryOut(changeId: string, clock: Clock): Promise<void> {
  const change = await loadChange(changeId);
  if (change.status !== 'queued') return;
  const connection = connectionOf(change.service.account);
  if (!connection) return putOff(change, 'wrong_login', KEY_LOST, clock());
  if (!(await mayCall(change.service.upstreamAccountId, 'renew', clock()))) {
    const why = { reason: 'account_paused', detail: 'Nothing was sent.' } as const;
    return postpone(change, PAUSED_RETRY_MS, why, clock());
  }
  const row = await lookFirst(connection, change, clock);
  if (row === null) return;
  const offer = change.action === 'renew' ? await askFirst(connection, change, clock) : null;
  if (change.action === 'renew' && offer === null) return;
  const actor = changesActor(change.storeId);
  const begunAt = clock();
  const callId = await beginChangeCall(actor, change, row, offer, begunAt);
  if (callId === null) return postpone(change, BUSY_RETRY_MS, null, clock());
  if (clock().getTime() - begunAt.getTime() > SEND_WITHIN_MS) {
    const exchange = { request: {}, httpStatus: null, response: null, durationMs: 0 };
    const cause = 'The process was held up before sending';
    return recordChangeOutcome(actor, change, callId, { kind: 'not_sent', cause, fault: null, exchange }, clock());
  }
  const outcome = await sendChange(connection, change);
  await recordChangeOutcome(actor, change, callId, outcome, clock());
  if (outcome.kind === 'accepted') await confirmChange(change.id, clock());
}
