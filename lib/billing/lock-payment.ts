import { lockOrder } from '#lib/orders/lock-order.ts';
import type { Tx } from '#lib/platform/db.ts';

/** The order and the payment, locked in this order, with what is told about them; every path that moves both takes the locks so. */
export async function lockPayment(tx: Tx, paymentId: string) {
  const { orderId } = await tx.payment.findUniqueOrThrow({ where: { id: paymentId }, select: { orderId: true } });
  await lockOrder(tx, orderId);
  await tx.$queryRaw`SELECT 1 FROM payments WHERE id = ${paymentId} FOR NO KEY UPDATE`;
  return tx.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: {
      order: {
        include: { items: { include: { service: true } }, customer: true, store: { include: { hosts: true } } },
      },
    },
  });
}

/** See `lockPayment`. */
export type LockedPayment = Awaited<ReturnType<typeof lockPayment>>;
