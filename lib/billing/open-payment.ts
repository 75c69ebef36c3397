import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { formatThing } from '#lib/format.ts';
import { findProvider, offeredProviders } from '#lib/gateways/payments/registry.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { env } from '#lib/platform/env.ts';
import { newId } from '#lib/platform/ids.ts';
import { later } from '#lib/platform/clock.ts';
import { log } from '#lib/platform/log.ts';
import { storeUrl } from '#lib/stores/store-url.ts';

const FIRST_CHECK_MS = 20_000;

/**
 * Makes the payment row of an order, before any provider hears of it (R7). The caller holds the order's lock.
 * An open payment is found again instead, and nothing is written: an order never has two (partial unique index).
 */
export async function openPayment(
  tx: Tx,
  actor: Actor,
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
      createdAt: now,
    },
  });
  await recordAudit(tx, actor, 'payment.started', order.id, { after: { payment: id } });
  return id;
}

/**
 * Makes the charge at the provider and gives the address to pay at. Safe to repeat and to run twice at once: the payment's
 * id is the provider's idempotency key. Refuses with `provider_unreachable`, and with `already_paid` where another payment
 * was faster, so that nobody is sent to pay a second time.
 */
export async function reachProvider(paymentId: string, now: Date): Promise<string> {
  const payment = await db().payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: {
      order: {
        select: {
          publicId: true,
          number: true,
          store: { select: { name: true, hosts: true } },
          items: { select: { kind: true, name: true, licence: true, ip: true } },
        },
      },
    },
  });
  if (payment.surplus || payment.status === 'succeeded' || payment.status === 'refunded')
    throw new AppError('conflict', 'already_paid', 'This order is already paid. You are not charged again.');
  if (payment.checkoutUrl !== null) return payment.checkoutUrl;
  const provider = findProvider(payment.provider);
  if (!provider) throw new Error(`Payment ${paymentId} names an unknown provider`);
  const things = payment.order.items.map(formatThing).join(', ');
  const charge = await provider
    .create({
      reference: payment.id,
      amount: payment.amount,
      currency: payment.currency,
      description: `${payment.order.store.name}, order ${payment.order.number}: ${things}`,
      returnUrl: `${storeUrl(payment.order.store.hosts)}/orders/${payment.order.publicId}?returned=1`,
      notifyUrl: `${env().publicUrl}/api/payments/${provider.name}`,
    })
    .catch((error: unknown) => {
      log().warn({ err: error, payment: paymentId }, 'the payment provider could not be asked');
      return null;
    });
  if (!charge) {
    throw new AppError(
      'unavailable',
      'provider_unreachable',
      'The payment provider does not answer. Nothing was charged; please try again in a minute.',
    );
  }
  const { externalId, checkoutUrl } = charge;
  // Kept whatever became of the payment meanwhile: money may come in by this charge.
  await db().payment.updateMany({ where: { id: paymentId, externalId: null }, data: { externalId, checkoutUrl } });
  await db().payment.updateMany({
    where: { id: paymentId, status: 'created' },
    data: { status: 'pending', nextCheckAt: later(now, FIRST_CHECK_MS) },
  });
  return checkoutUrl;
}
