import { ABSENT_AFTER_MS, ABSENT_CALLS, ABSENT_READS } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { fulfilmentActor } from './actor.ts';
import { giveToPerson } from './give-to-person.ts';
import type { LoadedItem } from './load-item.ts';
import { endOf, lookLater } from './look-later.ts';

/**
 * Whether the cart may be paid now, the list having just shown the item as unpaid. An earlier payment that is under way, or was not
 * answered, comes first: two looks of the timetable that show it unpaid, the grace time being over, prove that it was not made.
 */
export async function settlePayment(item: LoadedItem, now: Date): Promise<boolean> {
  const payments = item.calls.filter((call) => call.func === 'basket');
  if (payments.some((call) => call.status === 'started')) return false;
  const call = payments.findLast((each) => each.status === 'unknown' && each.resolution === null);
  if (!call) return true;
  const detail = 'The list still shows it as unpaid.';
  if (now.getTime() - endOf(call).getTime() < ABSENT_AFTER_MS || call.emptyReads + 1 < ABSENT_READS) {
    if (now.getTime() - endOf(call).getTime() >= ABSENT_AFTER_MS) {
      await db().upstreamCall.updateMany({
        where: { id: call.id, emptyReads: call.emptyReads },
        data: { emptyReads: { increment: 1 } },
      });
    }
    await lookLater(item, 'in_cart', call, detail, now);
    return false;
  }
  if (payments.filter((each) => each.resolution === 'absent').length + 1 >= ABSENT_CALLS) {
    await giveToPerson(item, 'in_cart', 'unresolved', 'Several payments in a row were not answered and left no trace.');
    return false;
  }
  await db().$transaction(async (tx) => {
    const settled = await tx.upstreamCall.updateMany({
      where: { id: call.id, status: 'unknown', resolution: null },
      data: { resolution: 'absent', resolvedAt: now },
    });
    if (settled.count === 0) return;
    const after = { item: item.id, call: call.id };
    await recordAudit(tx, fulfilmentActor(item.storeId), 'fulfilment.absent', item.orderId, { after });
  });
  return true;
}
