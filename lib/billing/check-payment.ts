import { AppError } from '#lib/domain/errors.ts';
import { distance } from '#lib/domain/fulfilment.ts';
import type { ProviderCharge } from '#lib/gateways/payments/provider.ts';
import { findProvider } from '#lib/gateways/payments/registry.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { eachIsolated } from '#lib/platform/isolate.ts';
import { log } from '#lib/platform/log.ts';
import type { Payment } from '#prisma/generated/client.ts';
import { completePayment, failPayment } from './complete-payment.ts';
import { noteMismatch, noteUnknownCharge } from './note-misfit.ts';
import { reachProvider } from './open-payment.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const CHECK_AFTER_MS = [10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR] as const;

/** A payment that nobody finished is asked about for so long; then it counts as given up. */
const GIVE_UP_AFTER_MS = 14 * 24 * HOUR;

/** What asking the provider about a payment gave. */
export type CheckResult = 'paid' | 'failed' | 'waiting' | 'mismatch' | 'unreachable';

/**
 * Asks the provider about one payment and acts on its word: the only thing that any hint (notification, return page, timer) leads to.
 * A charge with another amount, currency or reference completes nothing and is a person's; one that the provider does not
 * know, perhaps for a moment only, is asked about again.
 */
export async function checkPayment(paymentId: string, now: Date): Promise<CheckResult> {
  const payment = await db().payment.findUniqueOrThrow({ where: { id: paymentId } });
  if (payment.status === 'succeeded' || payment.status === 'refunded') return 'paid';
  // Put off first: whatever fails below, the others have their turn before this one is asked about again.
  await db().payment.updateMany({
    where: { id: paymentId, status: { in: ['created', 'pending'] }, nextCheckAt: { not: null } },
    data: { attempts: { increment: 1 }, nextCheckAt: later(now, distance(CHECK_AFTER_MS, payment.attempts)) },
  });
  const givenUp = now.getTime() - payment.createdAt.getTime() > GIVE_UP_AFTER_MS;
  if (payment.externalId === null) return makeCharge(payment, givenUp, now);
  const charge = await findProvider(payment.provider)
    ?.fetch(payment.externalId)
    .catch((error: unknown) => {
      log().warn({ err: error, payment: paymentId }, 'the payment provider could not be asked');
      return undefined;
    });
  if (charge === undefined) return 'unreachable';
  const result = await actOn(payment, charge, now);
  if (result !== 'waiting' || !givenUp) return result;
  await failPayment(paymentId);
  return 'failed';
}

async function actOn(payment: Payment, charge: ProviderCharge | null, now: Date): Promise<CheckResult> {
  if (charge === null) {
    await noteUnknownCharge(payment.id);
    return 'waiting';
  }
  if (charge.status === 'failed' || charge.status === 'refunded') {
    // Whatever the charge was for, the provider holds no money by it.
    await failPayment(payment.id);
    return 'failed';
  }
  const { reference, amount, currency } = charge;
  if (reference !== payment.id || amount !== payment.amount || currency !== payment.currency) {
    await noteMismatch(payment.id, charge);
    return 'mismatch';
  }
  if (charge.status === 'pending') return 'waiting';
  await completePayment(payment.id, now);
  return 'paid';
}

/** The process died, or the provider was away, before the charge was made: makes it now, unless nobody needs it any more. */
async function makeCharge(payment: Payment, givenUp: boolean, now: Date): Promise<CheckResult> {
  if (payment.status === 'failed' || payment.surplus || givenUp) {
    await failPayment(payment.id);
    return 'failed';
  }
  try {
    await reachProvider(payment.id, now);
    return 'waiting';
  } catch (error) {
    if (error instanceof AppError) return 'unreachable';
    throw error;
  }
}

/** Asks about payments that are due, the longest waiting first. One that fails is logged and stops no other. */
export async function checkDuePayments(now: Date, limit = 20): Promise<{ done: number; more: boolean }> {
  const due = await db().payment.findMany({
    where: { status: { in: ['created', 'pending'] }, nextCheckAt: { lte: now } },
    orderBy: { nextCheckAt: 'asc' },
    take: limit,
    select: { id: true },
  });
  await eachIsolated(
    due,
    ({ id }) => checkPayment(id, now),
    ({ id }, error) => log().error({ err: error, payment: id }, 'a payment could not be checked'),
  );
  return { done: due.length, more: due.length === limit };
}
