import type { Reason } from '#lib/domain/fulfilment.ts';
import { distance, isCurable, RETRY_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { fulfilmentActor } from './actor.ts';
import { adopt } from './adopt.ts';
import { claimedIds } from './claimed.ts';
import { baselineOf, judge, sameThing } from './judge.ts';
import type { LoadedItem } from './load-item.ts';
import { look, wantedOf } from './look.ts';
import { moveItem } from './move-item.ts';
import { tellHeld } from './tell-held.ts';

/** Takes a queued item out of the queue: for a person, or until the cause is cured. The store is told. */
export async function hold(
  item: LoadedItem,
  to: 'needs_person' | 'blocked',
  reason: Reason,
  detail: string | null,
  now: Date,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const moved = await moveItem(tx, item.id, 'queued', to, {
      reason,
      reasonDetail: detail,
      attempts: item.attempts + 1,
      nextAttemptAt: to === 'blocked' ? later(now, distance(RETRY_AFTER_MS, item.attempts)) : null,
    });
    if (moved) await tellHeld(tx, fulfilmentActor(item.storeId), item, reason, detail);
  });
}

/** Leaves an item in the queue for later. */
export async function postpone(
  item: LoadedItem,
  ms: number,
  why: { reason: Reason; detail: string } | null,
  now: Date,
): Promise<void> {
  await db().orderItem.updateMany({
    where: { id: item.id, fulfilmentStatus: 'queued' },
    data: {
      attempts: { increment: 1 },
      nextAttemptAt: later(now, ms),
      reason: why?.reason ?? null,
      reasonDetail: why?.detail.slice(0, 1000) ?? null,
    },
  });
}

/**
 * Looks before acting (R3). Gives the ids that a write of this item may never claim, or null when the item was dealt with:
 * the list could not be read, an earlier write of it turned up after all, or the module is there already.
 */
export async function lookFirst(item: LoadedItem, now: Date): Promise<readonly string[] | null> {
  const seen = await look(item);
  if (!seen.ok) {
    const { reason, message } = seen;
    if (isCurable(reason)) await hold(item, 'blocked', reason, message, now);
    else
      await postpone(
        item,
        distance(RETRY_AFTER_MS, item.attempts),
        { reason: 'upstream_unreachable', detail: message },
        now,
      );
    return null;
  }
  const wanted = wantedOf(item);
  const claimed = await claimedIds(item.upstreamAccountId, seen.rows);
  for (const call of item.calls.filter((each) => each.status === 'unknown')) {
    const verdict = judge(seen.rows, wanted, call, claimed);
    if (verdict.kind === 'found') {
      await adopt(fulfilmentActor(item.storeId), item, 'queued', call.id, verdict.row, now);
      return null;
    }
  }
  const same = sameThing(seen.rows, wanted);
  const overruled = item.overruled === 'already_upstream' || item.overruled === 'already_owned';
  if (same.length > 0 && !overruled) {
    const reason = same.some((row) => claimed.has(row.id)) ? 'already_owned' : 'already_upstream';
    await hold(item, 'needs_person', reason, `Service ${same.map((row) => row.id).join(', ')}`, now);
    return null;
  }
  return baselineOf(seen.rows, item.licence);
}
