import type { Actor } from '#lib/domain/actor.ts';
import { may } from '#lib/domain/actor.ts';
import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import { hasOpenQuestion } from '#lib/domain/fulfilment.ts';
import type { OrderStatus } from '#lib/domain/order.ts';
import { REFUNDABLE } from '#lib/billing/request-refund.ts';

/** What staff may do to an order. */
export type StaffAction = 'order_again' | 'check_now' | 'resolve_by_hand' | 'refund';

const FOR_GOOD: readonly (string | null)[] = [
  'licence_refused',
  'ip_refused',
  'refused',
  'already_owned',
  'below_cost',
];

/** Whether giving the money back is what most likely ends it: nothing was bought, and trying again gives the same answer. */
export function isRefundAdvised(item: { fulfilmentStatus: FulfilmentStatus; reason: string | null }): boolean {
  return item.fulfilmentStatus === 'needs_person' && FOR_GOOD.includes(item.reason);
}

/** Each action with the reason why it is not safe now, or null when it is. The commands check again under their locks. */
export function safeActions(
  actor: Actor,
  order: { status: OrderStatus },
  item: { fulfilmentStatus: FulfilmentStatus; upstreamServiceId: string | null; reason: string | null },
  unsettled: boolean,
): Readonly<Record<StaffAction, string | null>> {
  const status = item.fulfilmentStatus;
  const open = 'A request to the supplier is not settled yet; acting now could buy twice.';
  const role = 'Your role in this store does not allow that.';
  const waiting = status === 'queued' || status === 'blocked' || status === 'needs_person';
  const made = item.upstreamServiceId !== null && waiting && item.reason !== 'gone_upstream';
  const has = 'The supplier already made a service for it; ordering now would buy twice.';
  const fulfil = may(actor, 'orders:fulfil') ? null : role;
  return {
    order_again: fulfil ?? (unsettled ? open : made ? has : waiting ? null : notNow(status, 'ordered')),
    check_now: fulfil ?? (hasOpenQuestion(item) ? null : 'There is no open question to the supplier.'),
    resolve_by_hand:
      fulfil ?? (status === 'uncertain' || status === 'needs_person' ? null : 'It does not wait for a person.'),
    refund: may(actor, 'orders:refund') ? refundReason(order.status, status, unsettled, open) : role,
  };
}

function refundReason(order: OrderStatus, status: FulfilmentStatus, unsettled: boolean, open: string): string | null {
  if (order === 'refunding' || order === 'refunded') return 'The money is already given back, or on its way.';
  if (order !== 'paid' && order !== 'completed') return 'Nothing was paid.';
  if (unsettled) return open;
  return REFUNDABLE.includes(status) ? null : 'The supplier is delivering this at the moment.';
}

function notNow(status: FulfilmentStatus, verb: string): string {
  if (status === 'unpaid') return `It is not paid, so it is not ${verb}.`;
  if (status === 'closed') return 'It is closed.';
  return status === 'active' ? 'It is already active.' : 'It is already being bought.';
}
