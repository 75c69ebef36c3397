import type { Reason } from '#lib/domain/fulfilment.ts';
import { ACTIVE_WITHIN_MS, distance, READ_BACK_AFTER_MS, SETTLED_WITHIN_MS } from '#lib/domain/fulfilment.ts';
import type { AdditionRow } from '#lib/gateways/upstream/addition-row.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { activate } from './activate.ts';
import { fulfilmentActor } from './actor.ts';
import { bookPurchase } from './book-purchase.ts';
import type { LoadedItem } from './load-item.ts';
import { loadItem } from './load-item.ts';
import { look } from './look.ts';
import { moveItem } from './move-item.ts';
import { tellHeld } from './tell-held.ts';

type Problem = { readonly reason: Reason; readonly detail: string };

/** What is wrong with a bought service that is not active; null while it only takes its time (1, then 5, then 2: protocol.md 8). */
function problemOf(row: AdditionRow | null, item: LoadedItem, now: Date): Problem | null {
  const age = now.getTime() - (item.boughtAt ?? item.updatedAt).getTime();
  const name = `Service ${item.upstreamServiceId}`;
  if (row !== null && row.upstreamId !== null && row.upstreamId !== item.upstreamId) {
    return { reason: 'unresolved', detail: `${name} is of tariff ${row.upstreamId}, not of ${item.upstreamId}` };
  }
  if (row === null || row.status === 'deleted') {
    return age > SETTLED_WITHIN_MS
      ? { reason: 'gone_upstream', detail: `${name} is not in the supplier’s list` }
      : null;
  }
  if (row.status === 'active') return null;
  if (row.status === 'ordered' && age > SETTLED_WITHIN_MS) {
    return { reason: 'unpaid_upstream', detail: `${name} waits for payment in the supplier’s cart` };
  }
  if (row.status === 'suspended' || age > ACTIVE_WITHIN_MS) {
    return { reason: 'not_activated', detail: `${name} is ${row.status}` };
  }
  return null;
}

/**
 * Reads a bought item in the upstream's own list; only that makes it active (R9), and books what it cost. Not yet there, or
 * not yet active: later again. Reads only at the upstream, so it may run any number of times; a list that cannot be read
 * decides nothing.
 */
export async function readBack(itemId: string, now: Date): Promise<void> {
  const item = await loadItem(itemId);
  if (item.fulfilmentStatus !== 'bought' || item.upstreamServiceId === null) return;
  const seen = await look(item);
  const row = seen.ok ? (seen.rows.find((each) => each.id === item.upstreamServiceId) ?? null) : null;
  const problem = seen.ok ? problemOf(row, item, now) : null;
  if (row?.status === 'active' && problem === null) {
    await activate(item, row, now);
    return;
  }
  await db().$transaction(async (tx) => {
    if (problem) {
      if (
        !(await moveItem(tx, item.id, 'bought', 'needs_person', {
          reason: problem.reason,
          reasonDetail: problem.detail,
        }))
      )
        return;
      // Another tariff's service is not ours to hold.
      if (problem.reason === 'unresolved')
        await tx.orderItem.update({ where: { id: item.id }, data: { upstreamServiceId: null } });
      await tellHeld(tx, fulfilmentActor(item.storeId), item, problem.reason, problem.detail);
      return;
    }
    // Processing means paid: from then on it costs us, whatever comes of it.
    if (row?.status === 'processing') await bookPurchase(tx, item);
    await tx.orderItem.updateMany({
      where: { id: item.id, fulfilmentStatus: 'bought' },
      data: { attempts: { increment: 1 }, nextAttemptAt: later(now, distance(READ_BACK_AFTER_MS, item.attempts)) },
    });
  });
}
