import { env } from '#lib/platform/env.ts';
import { deliverNotifications } from '#lib/gateways/payments/test-provider/deliver.ts';
import { findCharge, settleCharge, TEST_CHOICES } from '#lib/gateways/payments/test-provider/settle.ts';
import type { TestChoice } from '#lib/gateways/payments/test-provider/settle.ts';

export { TEST_CHOICES };

/** The charge that a hosted test page shows: amount in ten-thousandths. Null when unknown or when test payments are off. */
export async function findTestCharge(id: string) {
  return env().testPayments ? findCharge(id) : null;
}

/** Carries out a choice of the hosted page, once. Gives the address to return to, or null to stay. */
export async function settleTestCharge(
  id: string,
  choice: TestChoice,
  now: Date,
): Promise<{ returnUrl: string | null }> {
  return { returnUrl: env().testPayments ? await settleCharge(id, choice, now) : null };
}

/** Delivers the test provider's due notifications to our own address, as a provider would. */
export async function deliverTestNotifications(now: Date): Promise<{ done: number; more: boolean }> {
  return deliverNotifications(now);
}
