import { db } from '#lib/platform/db.ts';
import { env } from '#lib/platform/env.ts';
import { signNotification } from './signature.ts';

const TIME_LIMIT_MS = 10_000;
const RETRY_MS = 5_000;
const MAX_ATTEMPTS = 20;

/** Settles charges whose delay is over and delivers the notifications that are due, as a provider would: again until answered 2xx. */
export async function deliverNotifications(now: Date, limit = 20): Promise<{ done: number; more: boolean }> {
  if (!env().testPayments) return { done: 0, more: false };
  await db().testCharge.updateMany({
    where: { status: 'open', settlesAt: { lte: now } },
    data: { status: 'succeeded' },
  });
  const due = await db().testDelivery.findMany({
    where: { deliveredAt: null, dueAt: { lte: now }, attempts: { lt: MAX_ATTEMPTS } },
    orderBy: { dueAt: 'asc' },
    take: limit,
    select: { id: true, eventId: true, chargeId: true, charge: { select: { notifyUrl: true } } },
  });
  await Promise.all(
    due.map(async (delivery) => {
      const body = JSON.stringify({ event: delivery.eventId, charge: delivery.chargeId });
      const answered = await post(delivery.charge.notifyUrl, body);
      await db().testDelivery.update({
        where: { id: delivery.id },
        data: answered
          ? { deliveredAt: now }
          : { attempts: { increment: 1 }, dueAt: new Date(now.getTime() + RETRY_MS) },
      });
    }),
  );
  return { done: due.length, more: due.length === limit };
}

async function post(url: string, body: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-test-signature': signNotification(body) },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
