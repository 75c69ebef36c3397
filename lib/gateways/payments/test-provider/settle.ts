import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { wake } from '#lib/platform/wake.ts';

/** What a person may choose on the hosted page. */
export const TEST_CHOICES = [
  'succeed',
  'decline',
  'delay_5',
  'delay_30',
  'notify_twice',
  'notify_never',
  'close_tab',
] as const;
export type TestChoice = (typeof TEST_CHOICES)[number];

const DELAY_MS = { delay_5: 5_000, delay_30: 30_000 } as const;

/** A charge as its hosted page shows it; null when there is none. */
export async function findCharge(id: string) {
  return db().testCharge.findUnique({
    where: { id },
    select: {
      id: true,
      amount: true,
      currency: true,
      description: true,
      status: true,
      returnUrl: true,
      settlesAt: true,
    },
  });
}

/**
 * Carries out the choice once: a second click finds the charge settled and changes nothing.
 * Gives the address to go back to; null when the choice is to stay.
 */
export async function settleCharge(id: string, choice: TestChoice, now: Date): Promise<string | null> {
  const delayMs = choice === 'delay_5' || choice === 'delay_30' ? DELAY_MS[choice] : 0;
  const dueAt = new Date(now.getTime() + delayMs);
  return db().$transaction(async (tx) => {
    const settled = await tx.testCharge.updateMany({
      where: { id, status: 'open', settlesAt: null },
      data: delayMs > 0 ? { settlesAt: dueAt } : { status: choice === 'decline' ? 'declined' : 'succeeded' },
    });
    const charge = await tx.testCharge.findUnique({ where: { id } });
    if (!charge) return null;
    if (settled.count === 1 && choice !== 'notify_never') {
      const eventId = newId('evt');
      const deliveries = choice === 'notify_twice' ? 2 : 1;
      for (let count = 0; count < deliveries; count += 1) {
        await tx.testDelivery.create({ data: { id: newId('dlv'), chargeId: id, eventId, dueAt } });
      }
      await wake(tx, 'payments');
    }
    return choice === 'close_tab' ? null : charge.returnUrl;
  });
}
