import { findProvider } from '#lib/gateways/payments/registry.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { wake } from '#lib/platform/wake.ts';

const BODY_LIMIT = 64 * 1024;

/**
 * Stores a provider's notification and answers; nothing is handled here (R7). A repeat of a stored one is answered alike.
 * A body that the provider did not sign, or that cannot be read, is refused with 4xx and leaves no trace but a count.
 */
export async function receiveNotification(
  input: { provider: string; rawBody: string; header: (name: string) => string | null },
  now: Date,
): Promise<{ status: number; body: string }> {
  const provider = findProvider(input.provider);
  if (!provider) return { status: 404, body: 'unknown provider' };
  if (Buffer.byteLength(input.rawBody) > BODY_LIMIT) return { status: 413, body: 'too large' };
  if (provider.capabilities.signedNotifications && !provider.verify(input.rawBody, input.header)) {
    return { status: 401, body: 'bad signature' };
  }
  const event = provider.parse(input.rawBody);
  if (!event) return { status: 400, body: 'not understood' };
  await db().$transaction(async (tx) => {
    const stored = await tx.paymentEvent.createMany({
      data: [
        {
          id: newId('pev'),
          provider: provider.name,
          externalId: event.eventId,
          paymentExternalId: event.externalId,
          rawBody: input.rawBody,
          nextAttemptAt: now,
        },
      ],
      skipDuplicates: true,
    });
    if (stored.count > 0) await wake(tx, 'payments');
  });
  return { status: 200, body: 'stored' };
}
