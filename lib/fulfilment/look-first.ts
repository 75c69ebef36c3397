import { distance, isCurable, RETRY_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { checkIp } from '#lib/gateways/upstream/check-ip.ts';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import type { UpstreamCall } from '#prisma/generated/client.ts';
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

/** What the whole list says about an item that is to be ordered. */
export type Advice =
  | { readonly kind: 'adopt'; readonly call: UpstreamCall; readonly row: ServiceRow }
  | {
      readonly kind: 'hold';
      readonly reason: 'already_owned' | 'already_upstream' | 'unresolved';
      readonly detail: string;
    }
  | { readonly kind: 'order'; readonly baselineIds: readonly string[] };

/**
 * What an earlier unanswered write of this item made is taken over; the same thing from elsewhere is a person's, unless staff
 * overruled that; else it may be ordered, and the ids that its write may never claim are given.
 */
export function adviceOf(item: LoadedItem, rows: readonly ServiceRow[], claimed: ReadonlySet<string>): Advice {
  const wanted = wantedOf(item);
  const earlier = item.calls.filter(
    (call) => call.status === 'unknown' && call.upstreamAccountId === item.upstreamAccountId,
  );
  const living = rows.filter((row) => row.status !== 'deleted');
  for (const call of earlier) {
    const verdict = judge(living, wanted, call, claimed);
    if (verdict.kind === 'found') return { kind: 'adopt', call, row: verdict.row };
    if (verdict.kind !== 'nothing' && item.overruled !== 'unresolved') {
      const detail = `Service ${verdict.rows.map((row) => row.id).join(', ')} may be what an earlier order made`;
      return { kind: 'hold', reason: 'unresolved', detail };
    }
  }
  const accepted = item.calls.filter(
    ({ status, func, upstreamAccountId }) =>
      status === 'accepted' && func !== 'basket' && upstreamAccountId === item.upstreamAccountId,
  );
  for (const call of accepted) {
    const own = { correlation: call.correlation, baselineIds: rows.map(({ id }) => id) };
    const verdict = judge(living, wanted, own, claimed);
    const row =
      verdict.kind === 'found'
        ? verdict.row
        : living.find(({ id }) => id === call.upstreamServiceId && !claimed.has(id));
    if (row) return { kind: 'adopt', call, row };
  }
  const same = sameThing(rows, wanted);
  const overruled = item.overruled === 'already_upstream' || item.overruled === 'already_owned';
  if (same.length > 0 && !overruled) {
    const reason = same.some((row) => claimed.has(row.id)) ? 'already_owned' : 'already_upstream';
    return { kind: 'hold', reason, detail: `Service ${same.map((row) => row.id).join(', ')}` };
  }
  return { kind: 'order', baselineIds: baselineOf(rows, wanted) };
}

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
  const advice = adviceOf(item, seen.rows, await claimedIds(item.upstreamAccountId, seen.rows));
  switch (advice.kind) {
    case 'adopt':
      await adopt(fulfilmentActor(item.storeId), item, 'queued', advice.call.id, advice.row, now);
      return null;
    case 'hold':
      await hold(item, 'needs_person', advice.reason, advice.detail, now);
      return null;
    case 'order': {
      const refusal = await addressRefusal(item);
      if (refusal === null) return advice.baselineIds;
      await hold(item, 'needs_person', 'ip_refused', refusal, now);
      return null;
    }
  }
}

/** Of an ispmanager licence, the upstream's words why the address may not get one; null where it may, or no usable answer came. */
export async function addressRefusal(item: LoadedItem): Promise<string | null> {
  const connection = connectionOf(item.account);
  if (item.kind !== 'soft' || connection === null) return null;
  const answer = await checkIp(connection, item);
  return answer.ok || answer.reason !== 'ip_refused' ? null : answer.message;
}
