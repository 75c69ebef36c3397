import { ABSENT_AFTER_MS, ABSENT_CALLS, ABSENT_READS } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { wake } from '#lib/platform/wake.ts';
import type { UpstreamCall } from '#prisma/generated/client.ts';
import { fulfilmentActor } from './actor.ts';
import { adopt } from './adopt.ts';
import { claimedIds } from './claimed.ts';
import { giveToPerson } from './give-to-person.ts';
import { judge } from './judge.ts';
import type { LoadedItem } from './load-item.ts';
import { loadItem } from './load-item.ts';
import { wantedOf } from './look.ts';
import { endOf, lookLater } from './look-later.ts';
import { moveItem } from './move-item.ts';
import { readBack } from './read-back.ts';
import type { Readings } from './readings.ts';
import { isMoneyMissing } from './spent-anyway.ts';
import { tellHeld } from './tell-held.ts';

/**
 * What a look that found nothing proves: `early` and `once` nothing yet, `in_cart` that it lies unpaid there, `absent` that nothing
 * was bought, unless money is missing.
 */
export function proofOf(call: UpstreamCall, now: Date): 'early' | 'in_cart' | 'once' | 'absent' {
  if (now.getTime() - endOf(call).getTime() < ABSENT_AFTER_MS) return 'early';
  if (call.billOrderId !== null) return 'in_cart';
  return call.emptyReads + 1 < ABSENT_READS ? 'once' : 'absent';
}

/** Whether what is proven absent is ordered again: too many writes that left no trace are a person's. */
export function isOrderedAgain(calls: readonly UpstreamCall[]): boolean {
  return calls.filter((each) => each.resolution === 'absent').length + 1 < ABSENT_CALLS;
}

/** Nothing was found: counts towards absence once the grace time is over, and orders again when absence is proven. */
async function foundNothing(item: LoadedItem, call: UpstreamCall, now: Date): Promise<void> {
  const proof = proofOf(call, now);
  if (proof === 'early') return lookLater(item, 'uncertain', call, '', now);
  if (proof === 'in_cart') {
    return giveToPerson(item, 'uncertain', 'unpaid_upstream', `The supplier’s cart holds order ${call.billOrderId}`);
  }
  if (proof === 'once') {
    // Two looks in the same moment are one: the table of moments keeps them apart.
    await db().upstreamCall.updateMany({
      where: { id: call.id, emptyReads: call.emptyReads },
      data: { emptyReads: { increment: 1 } },
    });
    return lookLater(item, 'uncertain', call, 'The list did not show it.', now);
  }
  if (await isMoneyMissing(item, call)) {
    const detail = 'The list did not show it, but the account has less money than known purchases explain.';
    return lookLater(item, 'uncertain', call, detail, now);
  }
  await db().$transaction(async (tx) => {
    const again = isOrderedAgain(item.calls);
    const to = again ? 'queued' : 'needs_person';
    const detail = 'Several orders in a row were not answered and left no trace in the list.';
    if (
      !(await moveItem(
        tx,
        item.id,
        'uncertain',
        to,
        again ? { nextAttemptAt: now } : { reason: 'unresolved', reasonDetail: detail },
      ))
    )
      return;
    await tx.upstreamCall.update({ where: { id: call.id }, data: { resolution: 'absent', resolvedAt: now } });
    const actor = fulfilmentActor(item.storeId);
    await recordAudit(tx, actor, 'fulfilment.absent', item.orderId, { after: { item: item.id, call: call.id } });
    if (again) await wake(tx, 'fulfilment');
    else await tellHeld(tx, actor, item, 'unresolved', detail);
  });
}

/**
 * Settles an unanswered order by reading the upstream's whole list. What the write made is adopted. Absence is proven by two
 * looks of the timetable that found nothing, the grace time after the write's end being over; then it is ordered again, at most
 * twice. Whatever else: a person. It never writes to the upstream. A look that staff asked for never counts towards absence.
 */
export async function reconcileItem(
  itemId: string,
  now: Date,
  readings: Readings,
  asked: 'by_job' | 'by_staff' = 'by_job',
): Promise<void> {
  const item = await loadItem(itemId);
  const call = item.calls.findLast((each) => each.status === 'unknown' && each.resolution === null);
  if (item.fulfilmentStatus !== 'uncertain' || !call) return;
  const seen = await readings.read(item.account, item.kind, now);
  if (!seen.ok) {
    if (asked === 'by_job')
      await lookLater(item, 'uncertain', call, `The list could not be read: ${seen.message}`, now);
    return;
  }
  const claimed = await claimedIds(item.upstreamAccountId, seen.rows);
  const verdict = judge(seen.rows, wantedOf(item), call, claimed);
  const names = 'rows' in verdict ? verdict.rows.map((row) => row.id).join(', ') : '';
  if (verdict.kind === 'found') {
    await adopt(fulfilmentActor(item.storeId), item, 'uncertain', call.id, verdict.row, now);
    await readBack(item.id, now, readings);
  } else if (verdict.kind === 'several') {
    await giveToPerson(item, 'uncertain', 'two_candidates', `Services ${names} fit`);
  } else if (asked === 'by_job') {
    const unclear = `Service ${names} is new and may be it, or not.`;
    if (verdict.kind === 'unclear') await lookLater(item, 'uncertain', call, unclear, now);
    else await foundNothing(item, call, now);
  }
}
