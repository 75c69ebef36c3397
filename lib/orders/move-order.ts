import type { OrderStatus } from '#lib/domain/order.ts';
import { mayMoveOrder } from '#lib/domain/order.ts';
import type { Tx } from '#lib/platform/db.ts';

type OrderFacts = { readonly paidAt?: Date; readonly completedAt?: Date };

/**
 * Moves an order by compare-and-set (R2): false when it is no longer in `from`, and nothing is changed then.
 * A move that the table does not hold is a bug and throws.
 */
export async function moveOrder(
  tx: Tx,
  orderId: string,
  from: OrderStatus,
  to: OrderStatus,
  facts: OrderFacts = {},
): Promise<boolean> {
  if (!mayMoveOrder(from, to)) throw new Error(`An order cannot move from ${from} to ${to}`);
  const moved = await tx.order.updateMany({ where: { id: orderId, status: from }, data: { ...facts, status: to } });
  return moved.count === 1;
}

/** As `moveOrder`, where the rest of the transaction is wrong without the move: throws when the order is no longer in `from`. */
export async function mustMoveOrder(
  tx: Tx,
  orderId: string,
  from: OrderStatus,
  to: OrderStatus,
  facts: OrderFacts = {},
): Promise<void> {
  if (!(await moveOrder(tx, orderId, from, to, facts))) {
    throw new Error(`Order ${orderId} is no longer ${from}, so it cannot become ${to}`);
  }
}
