import type { Subject } from './product-kind.ts';
import { subjectOf } from './product-kind.ts';

/** Where an item stands between payment and active service; the members of the database's enum. */
export type FulfilmentStatus =
  | 'unpaid'
  | 'queued'
  | 'ordering'
  | 'uncertain'
  | 'in_cart'
  | 'bought'
  | 'blocked'
  | 'needs_person'
  | 'active'
  | 'closed';

/** Every move that an item may make. Anything else is refused. */
export const FULFILMENT_MOVES = {
  unpaid: ['queued', 'needs_person', 'closed'],
  queued: ['ordering', 'bought', 'needs_person', 'blocked', 'closed'],
  ordering: ['bought', 'in_cart', 'queued', 'blocked', 'needs_person', 'uncertain'],
  uncertain: ['bought', 'queued', 'needs_person'],
  in_cart: ['bought', 'needs_person'],
  bought: ['active', 'in_cart', 'needs_person'],
  blocked: ['queued', 'needs_person', 'closed'],
  needs_person: ['queued', 'bought', 'closed'],
  active: ['closed'],
  closed: [],
} as const satisfies Record<FulfilmentStatus, readonly FulfilmentStatus[]>;

/** Whether an item may move from one status to another. */
export function mayMove(from: FulfilmentStatus, to: FulfilmentStatus): boolean {
  const targets: readonly FulfilmentStatus[] = FULFILMENT_MOVES[from];
  return targets.includes(to);
}

/** Why an item waits: a closed list, so that pages can say it in plain words. */
export const REASONS = [
  'upstream_unreachable',
  'account_paused',
  'low_balance',
  'wrong_login',
  'two_factor',
  'address_refused',
  'not_permitted',
  'licence_refused',
  'ip_refused',
  'refused',
  'no_answer',
  'not_activated',
  'gone_upstream',
  'unpaid_upstream',
  'two_candidates',
  'already_upstream',
  'already_owned',
  'below_cost',
  'unresolved',
] as const;
export type Reason = (typeof REASONS)[number];

const CURABLE: readonly Reason[] = ['low_balance', 'wrong_login', 'two_factor', 'address_refused', 'not_permitted'];

/** Whether the cause can go away without another order: such an item is tried again by itself. */
export function isCurable(reason: Reason): boolean {
  return CURABLE.includes(reason);
}

const ADVISED_AGAINST: readonly (string | null)[] = [
  'below_cost',
  'already_upstream',
  'already_owned',
  'unpaid_upstream',
  'unresolved',
];

/** Whether a check advised against ordering: only a person may overrule it, and only with a reason. */
export function isAdvisedAgainst(reason: string | null): boolean {
  return ADVISED_AGAINST.includes(reason);
}

/** Whether asking the supplier about an item, by reads, may tell something new. */
export function hasOpenQuestion(item: {
  fulfilmentStatus: FulfilmentStatus;
  upstreamServiceId: string | null;
}): boolean {
  const status = item.fulfilmentStatus;
  return (
    status === 'uncertain' ||
    status === 'in_cart' ||
    status === 'bought' ||
    (status === 'needs_person' && item.upstreamServiceId !== null)
  );
}

/** Whether an item changes soon by itself, so that a page about it should look again. */
export function isMoving(status: FulfilmentStatus): boolean {
  return (
    status === 'queued' ||
    status === 'ordering' ||
    status === 'uncertain' ||
    status === 'in_cart' ||
    status === 'bought'
  );
}

/**
 * The writes that must not overlap: one kind of thing, for one licence or address, of one tariff. Periods share a key. Things that
 * may stand side by side have a key for each item.
 */
export function naturalKey(thing: Subject & { readonly id: string; readonly upstreamId: string }): string {
  return `${thing.kind}:${subjectOf(thing) ?? thing.id}:${thing.upstreamId}`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after an unanswered write the list is read; after the last look a person decides. */
export const RECONCILE_AT_MS = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR] as const;

/** Only a look this long after the write's end counts towards its absence: a list may lag behind. */
export const ABSENT_AFTER_MS = 2 * MINUTE;

/** So many looks that found nothing prove absence. */
export const ABSENT_READS = 2;

/** An item whose writes were proven absent so often is a person's: something about the list is not understood. */
export const ABSENT_CALLS = 3;

/** Distances after which a refused or unsent order is tried again; the last one repeats. */
export const RETRY_AFTER_MS = [30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR] as const;

/** An order that could not be sent for so long since its payment is told to the store; it goes on trying. */
export const PATIENCE_MS = HOUR;

/** Distances after which a bought service is read again until it is active; the last one repeats. */
export const READ_BACK_AFTER_MS = [SECOND, 2 * SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE] as const;

/** A bought service that is not active by then is a person's. */
export const ACTIVE_WITHIN_MS = 24 * HOUR;

/** A bought service may be shown as ordered, or not at all, for so long (protocol.md 8: 1, then 5, then 2). */
export const SETTLED_WITHIN_MS = 15 * MINUTE;

/** The distance for the n-th attempt (from 0) of a table whose last entry repeats. */
export function distance(table: readonly number[], attempt: number): number {
  return table[Math.min(attempt, table.length - 1)] ?? 0;
}
