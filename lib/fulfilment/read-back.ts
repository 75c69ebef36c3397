import type { Reason } from '#lib/domain/fulfilment.ts';
import { ACTIVE_WITHIN_MS, distance, READ_BACK_AFTER_MS } from '#lib/domain/fulfilment.ts';
import { listAdditions } from '#lib/gateways/upstream/list-additions.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { activate } from './activate.ts';
import { connectionOf, loadItem } from './load-item.ts';
import { moveItem } from './move-item.ts';
import { tellHeld } from './tell-held.ts';

const REASON_BY_STATUS: Readonly<Record<string, Reason>> = {
  ordered: 'unpaid_upstream',
  suspended: 'not_activated',
  deleted: 'not_activated',
};

/**
 * Reads a bought item in the upstream's own list; only that makes it active (R9). Not yet there, or not yet active:
 * later again, and a person's after a day. Reads only, so it may run any number of times.
 */
export async function readBack(itemId: string, now: Date): Promise<void> {
  const item = await loadItem(itemId);
  if (item.fulfilmentStatus !== 'bought' || item.upstreamServiceId === null) return;
  const read = await listAdditions(connectionOf(item), { licence: item.licence });
  const row = read.ok ? (read.value.find((each) => each.id === item.upstreamServiceId) ?? null) : null;
  if (row?.status === 'active') {
    await activate(item, row, now);
    return;
  }
  const hopeless = row ? REASON_BY_STATUS[row.status] : undefined;
  const paidAt = item.order.paidAt ?? item.createdAt;
  const tooLate = now.getTime() - paidAt.getTime() > ACTIVE_WITHIN_MS;
  await db().$transaction(async (tx) => {
    if (hopeless || tooLate) {
      const reason = hopeless ?? 'not_activated';
      const detail = row
        ? `Service ${row.id} is ${row.status}`
        : `Service ${item.upstreamServiceId} is not in the list`;
      if (await moveItem(tx, item.id, 'bought', 'needs_person', { reason, reasonDetail: detail })) {
        await tellHeld(tx, { kind: 'system', storeId: item.storeId, job: 'fulfilment' }, item, reason, detail);
      }
      return;
    }
    await tx.orderItem.updateMany({
      where: { id: item.id, fulfilmentStatus: 'bought' },
      data: { attempts: { increment: 1 }, nextAttemptAt: later(now, distance(READ_BACK_AFTER_MS, item.attempts)) },
    });
  });
}
