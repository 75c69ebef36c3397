import type { Reason } from '#lib/domain/fulfilment.ts';
import { ACTIVE_WITHIN_MS, distance, READ_BACK_AFTER_MS, SETTLED_WITHIN_MS } from '#lib/domain/fulfilment.ts';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { viewService } from '#lib/gateways/upstream/view-service.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { activate } from './activate.ts';
import { bookPurchase } from './book-purchase.ts';
import { giveToPerson } from './give-to-person.ts';
import { subjectFit } from './judge.ts';
import type { LoadedItem } from './load-item.ts';
import { loadItem } from './load-item.ts';
import { connectionOf } from './look.ts';
import { moveItem } from './move-item.ts';
import type { Readings } from './readings.ts';
import { waitFor } from './wait-for.ts';

/** A bought service as the upstream shows it; no row: its list does not have it. */
export type Seen = { readonly row: ServiceRow | null; readonly licenceKey: string | null };
type Problem = { readonly reason: Reason; readonly detail: string };

/** Milliseconds since it was bought. */
export function ageOf(item: LoadedItem, now: Date): number {
  return now.getTime() - (item.boughtAt ?? item.updatedAt).getTime();
}

/** A row past its payment, and surely this item's: of its tariff, or named by one of its own calls. It costs us, whatever comes of it. */
function isCharged(row: ServiceRow | null, item: LoadedItem): boolean {
  const isPaid = row?.status === 'active' || row?.status === 'processing' || row?.status === 'suspended';
  if (!isPaid) return false;
  const isNamed = item.calls.some((call) => call.upstreamServiceId === row.id && call.resolution !== 'by_hand');
  return isNamed || row.upstreamId === item.upstreamId;
}

/** What is wrong with a bought service that is not active; null while it only takes its time (1, then 5, then 2: protocol.md 8). */
export function problemOf({ row, licenceKey }: Seen, item: LoadedItem, now: Date): Problem | null {
  const age = ageOf(item, now);
  const name = `Service ${item.upstreamServiceId}`;
  if (row !== null && row.upstreamId !== null && row.upstreamId !== item.upstreamId) {
    return { reason: 'unresolved', detail: `${name} is of tariff ${row.upstreamId}, not of ${item.upstreamId}` };
  }
  if (row !== null && subjectFit(row, item) === 'other') {
    return { reason: 'unresolved', detail: `${name} is for ${row.licence || row.ip}, not for what was ordered` };
  }
  if (row === null || row.status === 'deleted') {
    return age > SETTLED_WITHIN_MS
      ? { reason: 'gone_upstream', detail: `${name} is not in the supplier’s list` }
      : null;
  }
  if (row.status === 'active' && !(item.kind === 'soft' && licenceKey === null)) return null;
  if (row.status === 'suspended' || age > ACTIVE_WITHIN_MS) {
    return {
      reason: 'not_activated',
      detail: `${name} is ${row.status}${row.status === 'active' ? ' and has no key' : ''}`,
    };
  }
  return null;
}

/**
 * The service as the upstream shows it: its own form first, which names no one else's, and where that tells no status, its row of
 * the whole list. Null: neither could be read.
 */
export async function see(item: LoadedItem, now: Date, readings: Readings | null): Promise<Seen | null> {
  const connection = connectionOf(item.account);
  if (connection === null || item.upstreamServiceId === null) return null;
  const form = await viewService(connection, item.kind, item.upstreamServiceId);
  const licenceKey = form.ok ? (form.value?.licenceKey ?? null) : null;
  if (form.ok && form.value !== null && form.value.status !== 'unknown') return { row: form.value, licenceKey };
  if (readings === null) return null;
  const seen = await readings.read(item.account, item.kind, now);
  if (!seen.ok) return null;
  return { row: seen.rows.find((each) => each.id === item.upstreamServiceId) ?? null, licenceKey };
}

/**
 * Reads a bought item back from the upstream's own list; only that makes it active (R9), and books what it cost. Not yet there, or
 * not yet active: later again. Unpaid in the cart: it is paid from there. Reads only at the upstream, so it may run any number of
 * times; what cannot be read decides nothing.
 */
export async function readBack(itemId: string, now: Date, readings: Readings | null = null): Promise<void> {
  const item = await loadItem(itemId);
  if (item.fulfilmentStatus !== 'bought' || item.upstreamServiceId === null) return;
  const seen = await see(item, now, readings);
  const problem = seen === null ? null : problemOf(seen, item, now);
  if (problem) return giveToPerson(item, 'bought', problem.reason, problem.detail, isCharged(seen?.row ?? null, item));
  const isKeyMissing = item.kind === 'soft' && seen?.licenceKey === null;
  if (seen?.row?.status === 'active' && !isKeyMissing) return activate(item, seen.row, seen.licenceKey, now);
  const wait = distance(READ_BACK_AFTER_MS, item.attempts);
  if (seen === null) return waitFor(item, 'bought', { reason: 'upstream_unreachable', detail: null }, wait, now);
  const status = seen.row?.status ?? null;
  await db().$transaction(async (tx) => {
    if (status === 'ordered' && ageOf(item, now) > SETTLED_WITHIN_MS) {
      const { upstreamServiceId } = item;
      await moveItem(tx, item.id, 'bought', 'in_cart', { upstreamServiceId, nextAttemptAt: now });
      return;
    }
    // Processing means paid: from then on it costs us, whatever comes of it.
    if (status === 'processing' || status === 'active') await bookPurchase(tx, item);
    await tx.orderItem.updateMany({
      where: { id: item.id, fulfilmentStatus: 'bought' },
      data: { attempts: { increment: 1 }, nextAttemptAt: later(now, wait), reason: null },
    });
  });
}
