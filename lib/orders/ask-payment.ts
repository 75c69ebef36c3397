import type { Actor } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';
import { wake } from '#lib/platform/wake.ts';
import { takeAttempt } from './attempts.ts';

/**
 * The browser came back from the provider: asks for the payment's state soon. It never completes anything itself (R6).
 * Past the rate limit nothing is asked and nothing is refused: the page is still to be shown, and the timer asks anyway.
 */
export async function askPayment(actor: Actor, orderPublicId: string, now: Date): Promise<void> {
  if (!(await takeAttempt(actor, 'ask', now))) return;
  await db().$transaction(async (tx) => {
    const asked = await tx.payment.updateMany({
      where: {
        order: { publicId: orderPublicId, storeId: actor.storeId },
        status: 'pending',
        // Once every few seconds is enough, however often the page is loaded.
        OR: [{ attempts: 0 }, { nextCheckAt: { gt: new Date(now.getTime() + 3_000) } }],
        nextCheckAt: { gt: now },
      },
      data: { nextCheckAt: now },
    });
    if (asked.count > 0) await wake(tx, 'payments');
  });
}
