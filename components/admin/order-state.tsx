import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import type { Tone } from '#components/ui/tone.ts';
import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import type { OrderStatus } from '#lib/domain/order.ts';

const PAID = {
  unpaid: ['waiting', 'Paid'],
  queued: ['waiting', 'To be ordered'],
  ordering: ['waiting', 'Ordering'],
  uncertain: ['attention', 'Outcome unknown'],
  in_cart: ['waiting', 'In the supplier’s cart'],
  bought: ['waiting', 'Being activated'],
  blocked: ['attention', 'Held up'],
  needs_person: ['danger', 'Needs a person'],
  active: ['good', 'Active'],
  closed: ['neutral', 'Closed'],
} as const satisfies Record<FulfilmentStatus, readonly [Tone, string]>;

const MONEY = {
  awaiting_payment: ['waiting', 'Awaiting payment'],
  completed: ['good', 'Active'],
  cancelled: ['neutral', 'Given up'],
  refunding: ['waiting', 'Refunding'],
  refunded: ['neutral', 'Refunded'],
} as const satisfies Record<Exclude<OrderStatus, 'paid'>, readonly [Tone, string]>;

/** Where an order stands, money and delivery in one word. */
export function OrderState({ status, fulfilment }: { status: OrderStatus; fulfilment: FulfilmentStatus }): ReactNode {
  const [tone, word] = status === 'paid' ? PAID[fulfilment] : MONEY[status];
  return <Badge tone={tone}>{word}</Badge>;
}
