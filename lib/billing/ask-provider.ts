import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import type { CheckResult } from './check-payment.ts';
import { checkPayment } from './check-payment.ts';
import { lockPayment } from './lock-payment.ts';

/** When the timer asks again about a payment that was a person's and now only waits. */
const NEXT_CHECK_MS = 60_000;

/**
 * Staff: ask the provider about a payment now, also one whose charge did not fit before. What it says counts as always; a
 * payment that fits and is only open is asked about by the timer again. Refuses with `payment_not_found`, `already_paid`, `not_allowed`.
 */
export async function askProvider(actor: Actor, paymentId: string, now: Date): Promise<CheckResult> {
  demand(actor, 'orders:fulfil');
  await db().$transaction(async (tx) => {
    const own = await tx.payment.findFirst({ where: { id: paymentId, storeId: actor.storeId }, select: { id: true } });
    if (!own) throw new AppError('not_found', 'payment_not_found', 'There is no such payment in this store.');
    const payment = await lockPayment(tx, paymentId);
    if (payment.status === 'succeeded' || payment.status === 'refunded') {
      throw new AppError('conflict', 'already_paid', 'This payment is complete: there is nothing to ask.');
    }
    await recordAudit(tx, actor, 'payment.check_asked', payment.orderId, { after: { payment: paymentId } });
  });
  const result = await checkPayment(paymentId, now);
  if (result === 'waiting') {
    await db().payment.updateMany({
      where: { id: paymentId, status: { in: ['created', 'pending'] }, nextCheckAt: null },
      data: { nextCheckAt: later(now, NEXT_CHECK_MS) },
    });
  }
  return result;
}
