import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { distance } from '#lib/domain/fulfilment.ts';
import { checkPayment } from './check-payment.ts';

const RETRY_AFTER_MS = [1_000, 5_000, 30_000, 300_000, 3_600_000] as const;

/** After so many looks without a payment of ours, an event stays open for a person and is no longer tried. */
const MAX_ATTEMPTS = 12;

/** Handles stored notifications: each only leads to asking the provider. One that names no known payment stays open. */
export async function processPaymentEvents(now: Date, limit = 20): Promise<{ done: number; more: boolean }> {
  const due = await db().paymentEvent.findMany({
    where: { processedAt: null, nextAttemptAt: { lte: now } },
    orderBy: { nextAttemptAt: 'asc' },
    take: limit,
  });
  for (const event of due) {
    const payment = await db().payment.findUnique({
      where: { provider_externalId: { provider: event.provider, externalId: event.paymentExternalId } },
      select: { id: true },
    });
    const result = payment ? await checkPayment(payment.id, now) : 'unmatched';
    const settled = result === 'paid' || result === 'failed' || result === 'mismatch';
    await db().paymentEvent.update({
      where: { id: event.id },
      data: {
        attempts: { increment: 1 },
        paymentId: payment?.id ?? null,
        processedAt: settled ? now : null,
        error: settled && result !== 'mismatch' ? null : result,
        nextAttemptAt:
          settled || event.attempts + 1 >= MAX_ATTEMPTS ? null : later(now, distance(RETRY_AFTER_MS, event.attempts)),
      },
    });
  }
  return { done: due.length, more: due.length === limit };
}
