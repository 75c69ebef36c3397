import { distance } from '#lib/domain/fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { eachIsolated } from '#lib/platform/isolate.ts';
import { log } from '#lib/platform/log.ts';
import type { PaymentEvent } from '#prisma/generated/client.ts';
import { checkPayment } from './check-payment.ts';

const RETRY_AFTER_MS = [1_000, 5_000, 30_000, 300_000, 3_600_000] as const;

/** After so many looks without an end, an event stays open for a person and is no longer tried; the payment's timer goes on. */
const MAX_ATTEMPTS = 12;

function nextAttempt(event: PaymentEvent, now: Date): Date | null {
  return event.attempts + 1 >= MAX_ATTEMPTS ? null : later(now, distance(RETRY_AFTER_MS, event.attempts));
}

async function handle(event: PaymentEvent, now: Date): Promise<void> {
  const payment = await db().payment.findUnique({
    where: { provider_externalId: { provider: event.provider, externalId: event.paymentExternalId } },
    select: { id: true },
  });
  const result = payment ? await checkPayment(payment.id, now) : 'unmatched';
  const settled = result === 'paid' || result === 'failed' || result === 'mismatch';
  await db().paymentEvent.updateMany({
    where: { id: event.id, processedAt: null },
    data: {
      attempts: { increment: 1 },
      paymentId: payment?.id ?? null,
      processedAt: settled ? now : null,
      error: settled && result !== 'mismatch' ? null : result,
      nextAttemptAt: settled ? null : nextAttempt(event, now),
    },
  });
}

async function putOff(event: PaymentEvent, error: unknown, now: Date): Promise<void> {
  log().error({ err: error, event: event.id }, 'a payment notification could not be handled');
  await db().paymentEvent.updateMany({
    where: { id: event.id, processedAt: null },
    data: {
      attempts: { increment: 1 },
      error: error instanceof Error ? error.message.slice(0, 500) : 'unknown fault',
      nextAttemptAt: nextAttempt(event, now),
    },
  });
}

/**
 * Handles stored notifications: each only leads to asking the provider. One that names no known payment stays open;
 * one that fails is put off and stops no other.
 */
export async function processPaymentEvents(now: Date, limit = 20): Promise<{ done: number; more: boolean }> {
  const due = await db().paymentEvent.findMany({
    where: { processedAt: null, nextAttemptAt: { lte: now } },
    orderBy: { nextAttemptAt: 'asc' },
    take: limit,
  });
  await eachIsolated(
    due,
    (event) => handle(event, now),
    (event, error) => putOff(event, error, now),
  );
  return { done: due.length, more: due.length === limit };
}
