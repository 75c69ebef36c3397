/** Where an order stands with the customer's money; the members of the database's enum. */
export type OrderStatus = 'awaiting_payment' | 'paid' | 'completed' | 'cancelled' | 'refunding' | 'refunded';

/** Every move that an order may make. A cancelled order that is paid after all is paid (R10). */
export const ORDER_MOVES = {
  awaiting_payment: ['paid', 'cancelled'],
  paid: ['completed', 'refunding'],
  completed: ['refunding'],
  cancelled: ['paid'],
  refunding: ['refunded'],
  refunded: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

/** Whether an order may move from one status to another. */
export function mayMoveOrder(from: OrderStatus, to: OrderStatus): boolean {
  const targets: readonly OrderStatus[] = ORDER_MOVES[from];
  return targets.includes(to);
}

/** Where a payment stands; the members of the database's enum. */
export type PaymentStatus = 'created' | 'pending' | 'succeeded' | 'failed' | 'refunded';
