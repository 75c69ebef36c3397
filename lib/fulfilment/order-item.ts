import { orderAddition } from '#lib/gateways/upstream/order-addition.ts';
import { db } from '#lib/platform/db.ts';
import type { Clock } from '#lib/platform/clock.ts';
import { checkSale } from '#lib/pricing/below-cost.ts';
import { fulfilmentActor } from './actor.ts';
import { beginCall } from './begin-call.ts';
import { loadItem } from './load-item.ts';
import { connectionOf } from './look.ts';
import { hold, lookFirst, postpone } from './look-first.ts';
import { readBack } from './read-back.ts';
import { recordOutcome } from './record-outcome.ts';

const BUSY_RETRY_MS = 5_000;

/** A process that slept between the intent and the call sends nothing: others may have looked meanwhile. */
const SEND_WITHIN_MS = 5_000;

/**
 * Buys one queued item upstream, once (architecture.md, "Upstream write"): look, record the intent, call, record the outcome,
 * read back. Whatever happens in between, no second write is sent before the first one's outcome is known.
 */
export async function orderItem(itemId: string, clock: Clock): Promise<void> {
  const item = await loadItem(itemId);
  if (item.fulfilmentStatus !== 'queued') return;
  if (item.overruled !== 'below_cost' && (await checkSale(db(), item)) !== 'ok') {
    await hold(item, 'needs_person', 'below_cost', null, clock());
    return;
  }
  const baselineIds = await lookFirst(item, clock());
  const connection = connectionOf(item);
  if (baselineIds === null || connection === null) return;
  const actor = fulfilmentActor(item.storeId);
  const begunAt = clock();
  const callId = await beginCall(actor, item, baselineIds, begunAt);
  if (callId === null) {
    await postpone(item, BUSY_RETRY_MS, null, clock());
    return;
  }
  if (clock().getTime() - begunAt.getTime() > SEND_WITHIN_MS) {
    const exchange = { request: {}, httpStatus: null, response: null, durationMs: 0 };
    const cause = 'The process was held up before sending';
    await recordOutcome(actor, item, callId, { kind: 'not_sent', cause, exchange }, clock());
    return;
  }
  const outcome = await orderAddition(connection, {
    licence: item.licence,
    upstreamId: item.upstreamId,
    period: item.period,
    autoprolong: false,
    correlation: callId,
  });
  await recordOutcome(actor, item, callId, outcome, clock());
  if (outcome.kind === 'accepted' && outcome.value.serviceId !== null) await readBack(itemId, clock());
}
