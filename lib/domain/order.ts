/** Where an order stands with the customer's money; the members of the database's enum. */
export type OrderStatus = 'awaiting_payment' | 'paid' | 'completed' | 'cancelled' | 'refunding' | 'refunded';

/** Every move that an order may make. A cancelled order that is paid after all is paid (R10). */
export const ORDER_MOVES = {
  awaiting_payment: ['paid', 'cancelled'],
  paid: ['completed', 'refunding'],
  completed: ['refunding'],
  cancelled: ['paid'],
  refunding: ['refunded', 'paid', 'completed'],
  refunded: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

/** Where a payment stands; the members of the database's enum. */
export type PaymentStatus = 'created' | 'pending' | 'succeeded' | 'failed' | 'refunded';
