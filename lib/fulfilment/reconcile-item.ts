import { ABSENT_AFTER_MS, RECONCILE_AFTER_MS } from '#lib/domain/fulfilment.ts';
import type { Reason } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { listAdditions } from '#lib/gateways/upstream/list-additions.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { wake } from '#lib/platform/wake.ts';
import { adopt } from './adopt.ts';
import { candidates } from './candidates.ts';
import { claimedIds } from './claimed.ts';
import type { LoadedItem } from './load-item.ts';
import { connectionOf, loadItem } from './load-item.ts';
import { moveItem } from './move-item.ts';
import { fulfilmentActor, namesOf } from './order-item.ts';
import { readBack } from './read-back.ts';
import { tellHeld } from './tell-held.ts';

/** What looking for an unanswered write gave. */
export type ReconcileResult = 'adopted' | 'absent' | 'not_yet' | 'person' | 'unreadable' | 'nothing_to_do';

async function give(item: LoadedItem, reason: Reason, detail: string): Promise<void> {
  await db().$transaction(async (tx) => {
    if (!(await moveItem(tx, item.id, 'uncertain', 'needs_person', { reason, reasonDetail: detail }))) return;
    await tellHeld(tx, fulfilmentActor(item.storeId), item, reason, detail);
  });
}

async function waitMore(item: LoadedItem, now: Date): Promise<ReconcileResult> {
  const next = RECONCILE_AFTER_MS[item.attempts + 1];
  if (next === undefined) {
    await give(item, 'unresolved', 'The upstream could not be read, or its list did not tell.');
    return 'person';
  }
  await db().orderItem.updateMany({
    where: { id: item.id, fulfilmentStatus: 'uncertain', attempts: item.attempts },
    data: { attempts: { increment: 1 }, nextAttemptAt: later(now, next) },
  });
  return 'not_yet';
}

/**
 * Settles an unanswered write by reading the upstream's list: one candidate is adopted; none, two minutes and two reads after
 * the write's end, proves it absent and the item is ordered again; two are a person's. It never writes to the upstream.
 */
export async function reconcileItem(itemId: string, now: Date): Promise<ReconcileResult> {
  const item = await loadItem(itemId);
  const call = item.calls.findLast((each) => each.status === 'unknown' && each.resolution === null);
  if (item.fulfilmentStatus !== 'uncertain' || !call) return 'nothing_to_do';
  const read = await listAdditions(connectionOf(item), { licence: item.licence });
  if (!read.ok) {
    const waited = await waitMore(item, now);
    return waited === 'person' ? 'person' : 'unreadable';
  }
  const claimed = await claimedIds(
    item.upstreamAccountId,
    read.value.map((row) => row.id),
  );
  const [found, another] = candidates(read.value, { ...item, names: namesOf(item) }, call, claimed);
  if (found && another) {
    await give(item, 'two_candidates', `Services ${found.id} and ${another.id} both fit`);
    return 'person';
  }
  if (found) {
    await adopt(fulfilmentActor(item.storeId), item, 'uncertain', call.id, found, now);
    await readBack(item.id, now);
    return 'adopted';
  }
  const since = now.getTime() - (call.finishedAt ?? call.deadlineAt).getTime();
  if (since < ABSENT_AFTER_MS || item.attempts < 1) return waitMore(item, now);
  await db().$transaction(async (tx) => {
    if (!(await moveItem(tx, item.id, 'uncertain', 'queued', { nextAttemptAt: now }))) return;
    await tx.upstreamCall.update({ where: { id: call.id }, data: { resolution: 'absent', resolvedAt: now } });
    await recordAudit(tx, fulfilmentActor(item.storeId), 'fulfilment.absent', item.orderId, {
      after: { item: item.id, call: call.id },
    });
    await wake(tx, 'fulfilment');
  });
  return 'absent';
}
