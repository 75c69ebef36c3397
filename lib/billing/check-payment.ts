import { recordAudit } from '#lib/audit/record-audit.ts';
import { findProvider } from '#lib/gateways/payments/registry.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { distance } from '#lib/domain/fulfilment.ts';
import { completePayment, failPayment } from './complete-payment.ts';
import { reachProvider } from './open-payment.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const CHECK_AFTER_MS = [10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR] as const;

/** A payment that nobody finished is asked about for so long. */
const GIVE_UP_AFTER_MS = 14 * 24 * HOUR;

/** What asking the provider about a payment gave. */
export type CheckResult = 'paid' | 'failed' | 'waiting' | 'mismatch' | 'unreachable';

/**
 * Asks the provider about one payment and acts on its word: the only thing that any hint (notification, return page, timer) leads to.
 * A charge with another amount, currency or reference completes nothing and is audited.
 */
export async function checkPayment(paymentId: string, now: Date): Promise<CheckResult> {
  const payment = await db().payment.findUniqueOrThrow({ where: { id: paymentId } });
  if (payment.status === 'succeeded' || payment.status === 'refunded') return 'paid';
  const provider = findProvider(payment.provider);
  if (!provider) return 'unreachable';
  await db().payment.updateMany({
    where: { id: paymentId, status: { in: ['created', 'pending'] } },
    data: {
      attempts: { increment: 1 },
      nextCheckAt:
        now.getTime() - payment.createdAt.getTime() > GIVE_UP_AFTER_MS
          ? null
          : later(now, distance(CHECK_AFTER_MS, payment.attempts)),
    },
  });
  if (payment.externalId === null) {
    // The process died, or the provider was away, before the charge was made: make it now.
    await reachProvider(paymentId, now).catch(() => null);
    return 'waiting';
  }
  const charge = await provider.fetch(payment.externalId).catch(() => undefined);
  if (charge === undefined) return 'unreachable';
  if (
    charge === null ||
    charge.reference !== payment.id ||
    charge.amount !== payment.amount ||
    charge.currency !== payment.currency
  ) {
    await db().$transaction(async (tx) => {
      const stopped = await tx.payment.updateMany({
        where: { id: paymentId, nextCheckAt: { not: null } },
        data: { nextCheckAt: null },
      });
      if (stopped.count === 0) return;
      await recordAudit(
        tx,
        { kind: 'system', storeId: payment.storeId, job: 'payments' },
        'payment.mismatch',
        payment.orderId,
        {
          before: { amount: payment.amount.toString(), currency: payment.currency, reference: payment.id },
          after: charge
            ? { amount: charge.amount.toString(), currency: charge.currency, reference: charge.reference }
            : { charge: 'unknown to the provider' },
        },
      );
    });
    return 'mismatch';
  }
  if (charge.status === 'succeeded') {
    await completePayment(paymentId, now);
    return 'paid';
  }
  if (charge.status === 'failed') {
    await failPayment(paymentId);
    return 'failed';
  }
  return 'waiting';
}

/** Asks about payments that are due, the longest waiting first. */
export async function checkDuePayments(now: Date, limit = 20): Promise<{ done: number; more: boolean }> {
  const due = await db().payment.findMany({
    where: { status: { in: ['created', 'pending'] }, nextCheckAt: { lte: now } },
    orderBy: { nextCheckAt: 'asc' },
    take: limit,
    select: { id: true },
  });
  for (const { id } of due) await checkPayment(id, now);
  return { done: due.length, more: due.length === limit };
}
