import type { Tx } from '#lib/platform/db.ts';

/**
 * Holds an order's row until the transaction ends. Locks are taken in one order everywhere: quote, order, payment, refund.
 * Not FOR UPDATE, which would also stop rows that only refer to the order, such as a mail or a payment, from being written.
 */
export async function lockOrder(tx: Tx, orderId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM orders WHERE id = ${orderId} FOR NO KEY UPDATE`;
}
