import type { Actor } from '#lib/domain/actor.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { ProviderCharge } from '#lib/gateways/payments/provider.ts';
import { paymentMismatchMail } from '#lib/mails/payment-mismatch-mail.ts';
import { queueMail } from '#lib/mails/queue-mail.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { wake } from '#lib/platform/wake.ts';
import type { LockedPayment } from './lock-payment.ts';
import { lockPayment } from './lock-payment.ts';

type Facts = { readonly amount: string; readonly currency: string; readonly reference: string };

/** Writes the same finding about a payment once, however often it is made. */
async function auditOnce(tx: Tx, payment: LockedPayment, after: Facts | { readonly charge: string }): Promise<void> {
  const before: Facts = { amount: payment.amount.toString(), currency: payment.currency, reference: payment.id };
  const told = await tx.auditEntry.findFirst({
    where: {
      subjectId: payment.orderId,
      event: 'payment.mismatch',
      before: { equals: before },
      after: { equals: after },
    },
    select: { id: true },
  });
  if (told) return;
  const actor: Actor = { kind: 'system', storeId: payment.storeId, job: 'payments' };
  await recordAudit(tx, actor, 'payment.mismatch', payment.orderId, { before, after });
}

/** The provider knows no such charge, perhaps for a moment only: audited once, and asked about again as before. */
export async function noteUnknownCharge(paymentId: string): Promise<void> {
  await db().$transaction(async (tx) => {
    await auditOnce(tx, await lockPayment(tx, paymentId), { charge: 'unknown to the provider' });
  });
}

/**
 * The provider's charge is for another amount, currency or payment. It completes nothing; a person decides: audited and told
 * to the store once, and no longer asked about by the timer, which also is how lists know it.
 */
export async function noteMismatch(paymentId: string, charge: ProviderCharge): Promise<void> {
  await db().$transaction(async (tx) => {
    const payment = await lockPayment(tx, paymentId);
    if (payment.status === 'succeeded' || payment.status === 'refunded') return;
    await tx.payment.update({ where: { id: paymentId }, data: { nextCheckAt: null } });
    const { amount, currency, reference } = charge;
    await auditOnce(tx, payment, { amount: amount.toString(), currency, reference });
    await queueMail(tx, paymentMismatchMail(payment.order, payment, charge));
    await wake(tx, 'mails');
  });
}
