import type { Actor } from '#lib/domain/actor.ts';
import type { Reason } from '#lib/domain/fulfilment.ts';
import { distance, isCurable, RETRY_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { listAdditions } from '#lib/gateways/upstream/list-additions.ts';
import { orderAddition } from '#lib/gateways/upstream/order-addition.ts';
import { db } from '#lib/platform/db.ts';
import type { Clock } from '#lib/platform/clock.ts';
import { later } from '#lib/platform/clock.ts';
import { checkSale } from '#lib/pricing/below-cost.ts';
import { adopt } from './adopt.ts';
import { beginCall } from './begin-call.ts';
import { candidates, sameThing } from './candidates.ts';
import { claimedIds } from './claimed.ts';
import type { LoadedItem } from './load-item.ts';
import { connectionOf, loadItem } from './load-item.ts';
import { moveItem } from './move-item.ts';
import { readBack } from './read-back.ts';
import { recordOutcome } from './record-outcome.ts';
import { tellHeld } from './tell-held.ts';

const BUSY_RETRY_MS = 5_000;

/** A process that slept between the intent and the call sends nothing: others may have looked meanwhile. */
const SEND_WITHIN_MS = 5_000;

/** The actor of everything that the fulfilment job does. */
export function fulfilmentActor(storeId: string): Actor {
  return { kind: 'system', storeId, job: 'fulfilment' };
}

/** Names by which a list that has no tariff id shows the item's tariff. */
export function namesOf(item: LoadedItem): readonly string[] {
  return [item.name, item.product.name];
}

async function hold(
  item: LoadedItem,
  to: 'needs_person' | 'blocked',
  reason: Reason,
  detail: string | null,
  now: Date,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const nextAttemptAt = to === 'blocked' ? later(now, distance(RETRY_AFTER_MS, item.attempts)) : null;
    const moved = await moveItem(tx, item.id, 'queued', to, {
      reason,
      reasonDetail: detail,
      attempts: item.attempts + 1,
      nextAttemptAt,
    });
    if (moved) await tellHeld(tx, fulfilmentActor(item.storeId), item, reason, detail);
  });
}

async function postpone(
  item: LoadedItem,
  ms: number,
  reason: Reason | null,
  detail: string | null,
  now: Date,
): Promise<void> {
  await db().orderItem.updateMany({
    where: { id: item.id, fulfilmentStatus: 'queued' },
    data: {
      attempts: { increment: 1 },
      nextAttemptAt: later(now, ms),
      reason,
      reasonDetail: detail?.slice(0, 1000) ?? null,
    },
  });
}

/** Looks before acting (R3). Gives the ids that were there before, or null when the item was dealt with otherwise. */
async function lookFirst(item: LoadedItem, now: Date): Promise<readonly string[] | null> {
  const read = await listAdditions(connectionOf(item), { licence: item.licence });
  if (!read.ok) {
    if (isCurable(read.reason)) await hold(item, 'blocked', read.reason, read.message, now);
    else await postpone(item, distance(RETRY_AFTER_MS, item.attempts), 'upstream_unreachable', read.message, now);
    return null;
  }
  const same = sameThing(read.value, { upstreamId: item.upstreamId, names: namesOf(item) });
  const claimed = await claimedIds(
    item.upstreamAccountId,
    same.map((row) => row.id),
  );
  // An earlier write of this item, thought absent, may have acted late: that is our purchase.
  for (const call of item.calls.filter((each) => each.status === 'unknown')) {
    const [found, another] = candidates(same, { ...item, names: namesOf(item) }, call, claimed);
    if (found && !another) {
      await adopt(fulfilmentActor(item.storeId), item, 'queued', call.id, found, now);
      return null;
    }
  }
  if (same.length > 0 && !item.forced) {
    const ours = same.some((row) => claimed.has(row.id));
    await hold(
      item,
      'needs_person',
      ours ? 'already_owned' : 'already_upstream',
      `Service ${same.map((row) => row.id).join(', ')}`,
      now,
    );
    return null;
  }
  return read.value.map((row) => row.id);
}

/**
 * Buys one queued item upstream, once (architecture.md, "Upstream write"): look, record the intent, call, record the outcome,
 * read back. Whatever happens in between, no second write is sent before the first one's outcome is known.
 */
export async function orderItem(itemId: string, clock: Clock): Promise<void> {
  const item = await loadItem(itemId);
  if (item.fulfilmentStatus !== 'queued') return;
  if (!item.forced && (await checkSale(db(), item)) !== 'ok') {
    await hold(item, 'needs_person', 'below_cost', null, clock());
    return;
  }
  const baselineIds = await lookFirst(item, clock());
  if (baselineIds === null) return;
  const actor = fulfilmentActor(item.storeId);
  const begunAt = clock();
  const callId = await beginCall(actor, item, baselineIds, begunAt);
  if (callId === null) {
    await postpone(item, BUSY_RETRY_MS, null, null, clock());
    return;
  }
  if (clock().getTime() - begunAt.getTime() > SEND_WITHIN_MS) {
    const exchange = { request: {}, httpStatus: null, response: null, durationMs: 0 };
    await recordOutcome(
      actor,
      item,
      callId,
      { kind: 'not_sent', cause: 'The process was held up before sending', exchange },
      clock(),
    );
    return;
  }
  const outcome = await orderAddition(connectionOf(item), {
    licence: item.licence,
    upstreamId: item.upstreamId,
    period: item.period,
    autoprolong: false,
    correlation: callId,
  });
  await recordOutcome(actor, item, callId, outcome, clock());
  if (outcome.kind === 'accepted' && outcome.value.serviceId !== null) await readBack(itemId, clock());
}
