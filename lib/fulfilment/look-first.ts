import { distance, isCurable, RETRY_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { checkIp } from '#lib/gateways/upstream/check-ip.ts';
import { fulfilmentActor } from './actor.ts';
import { adopt } from './adopt.ts';
import { claimedIds } from './claimed.ts';
import { hold, postpone } from './hold.ts';
import { baselineOf, judge, sameThing } from './judge.ts';
import type { LoadedItem } from './load-item.ts';
import { connectionOf, wantedOf } from './look.ts';
import type { Readings } from './readings.ts';

/** A list that could not be read is asked for again after so long at the most: the breaker spares an upstream that is down. */
const UNREAD_RETRY_MS = 600_000;

/**
 * Looks before acting (R3). Gives the ids that a write of this item may never claim, or null when the item was dealt with:
 * the list could not be read, an earlier write of it turned up after all, or the thing is there already.
 */
export async function lookFirst(item: LoadedItem, now: Date, readings: Readings): Promise<readonly string[] | null> {
  const seen = await readings.read(item.account, item.kind, now);
  if (!seen.ok) {
    const { reason, message } = seen;
    if (isCurable(reason)) await hold(item, 'blocked', reason, message, now);
    else {
      const why = { reason: 'upstream_unreachable', detail: message } as const;
      await postpone(item, Math.min(distance(RETRY_AFTER_MS, item.attempts), UNREAD_RETRY_MS), why, now);
    }
    return null;
  }
  const wanted = wantedOf(item);
  const claimed = await claimedIds(item.upstreamAccountId, seen.rows);
  const earlier = item.calls.filter(
    (call) => call.status === 'unknown' && call.upstreamAccountId === item.upstreamAccountId,
  );
  for (const call of earlier) {
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
  return (await isAddressRefused(item, now)) ? null : baselineOf(seen.rows, wanted);
}

/** An ispmanager licence: the upstream says beforehand whether the address may get one. No usable answer decides nothing. */
async function isAddressRefused(item: LoadedItem, now: Date): Promise<boolean> {
  const connection = connectionOf(item.account);
  if (item.kind !== 'soft' || connection === null) return false;
  const answer = await checkIp(connection, item);
  if (answer.ok || answer.reason !== 'ip_refused') return false;
  await hold(item, 'needs_person', 'ip_refused', answer.message, now);
  return true;
}
