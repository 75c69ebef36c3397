import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { openPayment, reachProvider } from '#lib/billing/open-payment.ts';
import { db } from '#lib/platform/db.ts';
import { checkSale } from '#lib/pricing/below-cost.ts';
import { ownership } from '#lib/quotes/owned.ts';

/**
 * Goes on with the payment of a placed order, or starts a new one after a decline; the amount stays the order's.
 * Refuses with `order_not_found`, `already_paid`, `price_below_cost`, `already_owned`, `provider_unreachable`.
 */
export async function retryPayment(actor: Actor, orderPublicId: string, now: Date): Promise<{ payUrl: string }> {
  const paymentId = await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM orders WHERE "publicId" = ${orderPublicId} AND "storeId" = ${actor.storeId} FOR UPDATE`;
    const order = await tx.order.findFirst({
      where: { publicId: orderPublicId, storeId: actor.storeId },
      include: { items: true },
    });
    if (!order) throw new AppError('not_found', 'order_not_found', 'There is no such order.');
    if (order.status !== 'awaiting_payment')
      throw new AppError('conflict', 'already_paid', 'This order is already paid. You are not charged again.');
    for (const item of order.items) {
      if ((await checkSale(tx, item)) !== 'ok') {
        throw new AppError(
          'conflict',
          'price_below_cost',
          'The price has changed at our supplier. Nothing was charged; press Buy in your panel again.',
        );
      }
      if ((await ownership(tx, item.storeId, item.licence, item.productId)) !== 'free') {
        throw new AppError(
          'conflict',
          'already_owned',
          'This licence already has the module, or another order is bringing it. Nothing was charged.',
        );
      }
    }
    const id = await openPayment(tx, order, now);
    await recordAudit(tx, actor, 'payment.started', order.id, { after: { payment: id } });
    return id;
  });
  return { payUrl: await reachProvider(paymentId, now) };
}
