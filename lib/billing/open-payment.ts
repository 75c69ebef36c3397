import { AppError } from '#lib/domain/errors.ts';
import { findProvider, offeredProviders } from '#lib/gateways/payments/registry.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { env } from '#lib/platform/env.ts';
import { newId } from '#lib/platform/ids.ts';
import { later } from '#lib/platform/clock.ts';

const FIRST_CHECK_MS = 20_000;

/**
 * Makes the payment row of an order, before any provider hears of it (R7). The caller holds the order's lock.
 * An open payment is found again instead: an order never has two (partial unique index).
 */
export async function openPayment(
  tx: Tx,
  order: { id: string; storeId: string; total: bigint; currency: string },
  now: Date,
): Promise<string> {
  const open = await tx.payment.findFirst({
    where: { orderId: order.id, status: { not: 'failed' }, surplus: false },
    select: { id: true },
  });
  if (open) return open.id;
  const [provider] = offeredProviders();
  if (!provider) {
    throw new AppError(
      'unavailable',
      'no_payment_provider',
      'This store cannot take payments at the moment. Nothing was charged.',
    );
  }
  const id = newId('pay');
  await tx.payment.create({
    data: {
      id,
      storeId: order.storeId,
      orderId: order.id,
      provider: provider.name,
      amount: order.total,
      currency: order.currency,
      nextCheckAt: later(now, FIRST_CHECK_MS),
    },
  });
  return id;
}

/**
 * Makes the charge at the provider and gives the address to pay at. Safe to repeat and to run twice at once: the payment's
 * id is the provider's idempotency key. Refuses with `unavailable` when the provider does not answer.
 */
export async function reachProvider(paymentId: string, now: Date): Promise<string> {
  const payment = await db().payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: {
      order: {
        select: {
          publicId: true,
          number: true,
          store: { select: { name: true } },
          items: { select: { name: true, licence: true } },
        },
      },
    },
  });
  if (payment.checkoutUrl !== null) return payment.checkoutUrl;
  const provider = findProvider(payment.provider);
  if (!provider) throw new Error(`Payment ${paymentId} names an unknown provider`);
  const things = payment.order.items.map((item) => `${item.name} for licence ${item.licence}`).join(', ');
  const charge = await provider
    .create({
      reference: payment.id,
      amount: payment.amount,
      currency: payment.currency,
      description: `${payment.order.store.name}, order ${payment.order.number}: ${things}`,
      returnUrl: `${env().publicUrl}/orders/${payment.order.publicId}?returned=1`,
      notifyUrl: `${env().publicUrl}/api/payments/${provider.name}`,
    })
    .catch(() => null);
  if (!charge) {
    throw new AppError(
      'unavailable',
      'provider_unreachable',
      'The payment provider does not answer. Nothing was charged; please try again in a minute.',
    );
  }
  await db().payment.updateMany({
    where: { id: paymentId, status: 'created' },
    data: {
      status: 'pending',
      externalId: charge.externalId,
      checkoutUrl: charge.checkoutUrl,
      nextCheckAt: later(now, FIRST_CHECK_MS),
    },
  });
  return charge.checkoutUrl;
}
