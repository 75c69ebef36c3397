import type { FulfilmentStatus, Reason } from '#lib/domain/fulfilment.ts';
import { FULFILMENT_MOVES, isCurable, mayMove, REASONS } from '#lib/domain/fulfilment.ts';
import type { OrderStatus, PaymentStatus } from '#lib/domain/order.ts';
import { ORDER_MOVES } from '#lib/domain/order.ts';
import type { UpstreamCall } from '#prisma/generated/client.ts';
import type { TimelineEntry } from './entry.ts';
import type { MoveRule } from './move-rules.ts';
import { ITEM_RULES, ORDER_RULES, PAYMENT_MOVES, PAYMENT_RULES } from './move-rules.ts';

/** Where an order, its item and its payment stand; null before they exist. */
export type Standing = {
  readonly order: OrderStatus | null;
  readonly item: FulfilmentStatus | null;
  readonly payment: PaymentStatus | null;
};

/** One move of one of them, with who made it and the rule that decided. `isSilent`: the record has no entry of its own for it. */
export type ReplayMove = {
  readonly of: keyof Standing;
  readonly from: string | null;
  readonly to: string;
  readonly by: string;
  readonly rule: string;
  readonly isSilent: boolean;
};

/** A step of the story with the standing before and after it. `entry` is null for what happened since the last entry. */
export type ReplayStep = {
  readonly entry: TimelineEntry | null;
  readonly before: Standing;
  readonly moves: readonly ReplayMove[];
  readonly after: Standing;
};

type Table = Readonly<Record<string, readonly string[]>>;

const MACHINES: Readonly<
  Record<keyof Standing, { readonly table: Table; readonly rules: Readonly<Record<string, MoveRule>> }>
> = {
  order: { table: ORDER_MOVES, rules: ORDER_RULES },
  item: { table: FULFILMENT_MOVES, rules: ITEM_RULES },
  payment: { table: PAYMENT_MOVES, rules: PAYMENT_RULES },
};

const NOTHING: Standing = { order: null, item: null, payment: null };

/** The shortest way of at most three moves along a table; null when there is none. */
function wayTo(table: Table, from: string, to: string, most = 3): readonly string[] | null {
  let ways: (readonly string[])[] = [[from]];
  for (let length = 0; length <= most; length += 1) {
    const found = ways.find((way) => way.at(-1) === to);
    if (found) return found.slice(1);
    ways = ways.flatMap((way) => (table[way.at(-1) ?? ''] ?? []).map((next) => [...way, next]));
  }
  return null;
}

function movesOf(of: keyof Standing, from: string | null, to: string): readonly ReplayMove[] {
  if (from === to) return [];
  // After a decline the next payment is a new one.
  if (from === null || to === 'created')
    return [{ of, from, to, by: 'customer', rule: 'It begins here.', isSilent: false }];
  const { table, rules } = MACHINES[of];
  const way = wayTo(table, from, to);
  if (way === null) {
    return [
      { of, from, to, by: 'unknown', rule: 'The tables hold no such move: the record has a gap.', isSilent: false },
    ];
  }
  let at = from;
  return way.map((next) => {
    const [by, rule] = rules[`${at}>${next}`] ?? ['unknown', ''];
    const move = { of, from: at, to: next, by, rule, isSilent: next !== to };
    at = next;
    return move;
  });
}

/** Told to the store after an hour, and tried again all the same. */
const TRIED_AGAIN: readonly Reason[] = ['upstream_unreachable', 'account_paused'];

/** Where an item goes that is held for a reason: curable ones wait for their cure where the table lets them. */
function heldAt(item: FulfilmentStatus | null, reason: unknown): FulfilmentStatus | null {
  const known = REASONS.find((each) => each === reason);
  const goesOn = known !== undefined && (isCurable(known) || TRIED_AGAIN.includes(known));
  if (!goesOn) return 'needs_person';
  return item !== null && mayMove(item, 'blocked') ? 'blocked' : item;
}

/** Whether an accepted order lies unpaid in the supplier's cart: only an order's id came, or it was not asked to be charged. */
function isLeftInCart({ func, billOrderId, upstreamServiceId, request }: UpstreamCall): boolean {
  if (func === 'basket' || billOrderId === null) return false;
  const isCharged = typeof request === 'object' && request !== null && 'skipbasket' in request;
  return upstreamServiceId === null || !isCharged;
}

function orderedEffect({ event, call, after }: TimelineEntry, item: FulfilmentStatus | null): FulfilmentStatus | null {
  const isCart = call?.func === 'basket';
  switch (event) {
    case 'fulfilment.started':
      return isCart ? item : 'ordering';
    case 'fulfilment.accepted':
      return call !== null && isLeftInCart(call) ? 'in_cart' : 'bought';
    case 'fulfilment.not_sent':
    case 'fulfilment.absent':
      return isCart ? item : 'queued';
    case 'fulfilment.unknown':
      return isCart ? item : 'uncertain';
    case 'fulfilment.held':
      return heldAt(item, after['reason']);
    case 'fulfilment.adopted':
      return 'bought';
    case 'fulfilment.active':
      return 'active';
    case 'fulfilment.retry_asked':
      return 'queued';
    case 'fulfilment.check_asked':
      return item === 'needs_person' ? 'bought' : item;
    case 'fulfilment.resolved_by_hand':
      return after['finding'] === 'bought' ? 'bought' : 'queued';
    default:
      return item;
  }
}

/** Whether the next entry is a hold by the same hand: the payment's own job holds what another order has. */
function isHeldBy(next: TimelineEntry | undefined, actor: string): boolean {
  return next?.event === 'fulfilment.held' && next.actor === actor;
}

/** What an entry does to the standing. `next` is the entry after it: a hold in the same breath says where the item went. */
function effectOf(entry: TimelineEntry, next: TimelineEntry | undefined, at: Standing): Standing {
  switch (entry.event) {
    case 'order.placed':
      return { ...at, order: 'awaiting_payment', item: 'unpaid' };
    case 'payment.started':
      return { ...at, payment: at.payment === 'succeeded' ? at.payment : 'created' };
    case 'payment.declined':
      return { ...at, payment: at.payment === 'succeeded' ? at.payment : 'failed' };
    case 'order.paid':
      return { order: 'paid', payment: 'succeeded', item: isHeldBy(next, entry.actor) ? at.item : 'queued' };
    case 'order.completed':
      return { ...at, order: 'completed' };
    case 'refund.requested':
      return { ...at, order: 'refunding', item: 'closed' };
    case 'refund.succeeded':
      return { ...at, order: 'refunded', payment: 'refunded' };
    case 'fulfilment.absent':
      return next?.after['reason'] === 'unresolved' ? at : { ...at, item: orderedEffect(entry, at.item) };
    default:
      return { ...at, item: orderedEffect(entry, at.item) };
  }
}

function stepOf(entry: TimelineEntry | null, before: Standing, after: Standing): ReplayStep {
  const parts = ['payment', 'order', 'item'] as const;
  const moves = parts.flatMap((of) => {
    const to = after[of];
    return to === null ? [] : movesOf(of, before[of], to);
  });
  return { entry, before, moves, after };
}

/**
 * Goes through the story: each entry with the standing before and after it, and the rule of the tables that decided. A move that the
 * record has no entry for, such as the next try of a refused order, is filled in along the tables. The last step, if there is
 * one without an entry, leads to where things stand now.
 */
export function replayOf(timeline: readonly TimelineEntry[], now: Standing): readonly ReplayStep[] {
  const steps: ReplayStep[] = [];
  let at = NOTHING;
  timeline.forEach((entry, index) => {
    const next = timeline.slice(index + 1).find((each) => each.kind === 'audit');
    const after = effectOf(entry, next, at);
    steps.push(stepOf(entry, at, after));
    at = after;
  });
  const last = stepOf(null, at, now);
  return last.moves.length === 0 ? steps : [...steps, last];
}
