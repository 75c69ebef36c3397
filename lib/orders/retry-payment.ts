import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { reachProvider } from '#lib/billing/open-payment.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { demandAttempt } from './attempts.ts';
import { continuePayment } from './continue-payment.ts';
import { lockOrder } from './lock-order.ts';

async function findOwn(tx: Tx, actor: Actor, publicId: string) {
  const order = await tx.order.findFirst({ where: { publicId, storeId: actor.storeId }, select: { id: true } });
  if (!order) throw new AppError('not_found', 'order_not_found', 'There is no such order.');
  await lockOrder(tx, order.id);
  return tx.order.findUniqueOrThrow({ where: { id: order.id }, include: { items: true } });
}

/**
 * Goes on with the payment of a placed order, or starts a new one after a decline; the amount stays the order's.
 * Refuses with `order_not_found`, `already_paid`, `price_below_cost`, `already_owned`, `provider_unreachable`, `too_many`.
 */
export async function retryPayment(actor: Actor, orderPublicId: string, now: Date): Promise<{ payUrl: string }> {
  await demandAttempt(actor, 'retry', now);
  const paymentId = await db().$transaction(async (tx) => {
    const order = await findOwn(tx, actor, orderPublicId);
    if (order.status !== 'awaiting_payment')
      throw new AppError('conflict', 'already_paid', 'This order is already paid. You are not charged again.');
    return continuePayment(tx, actor, order, now);
  });
  return { payUrl: await reachProvider(paymentId, now) };
}
