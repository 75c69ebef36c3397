/** What a reconciliation may find different; the members of the database's enum, dearest first. */
export const DIFFERENCE_KINDS = [
  'double',
  'only_upstream',
  'only_ours',
  'autoprolong_on',
  'not_booked',
  'other_licence',
  'other_expiry',
  'other_price',
  'other_period',
  'other_status',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/**
 * What may be done about a difference without a risk: `adopt` gives the row to a customer, `take_over` makes ours what theirs is,
 * `switch_off` ends the upstream's own renewal, `mark_gone` ends our service, `ask_again` reads the lists once more, `accept` leaves
 * it to people.
 */
export type SafeAction = 'adopt' | 'take_over' | 'switch_off' | 'mark_gone' | 'ask_again' | 'accept';

const ACTIONS = {
  double: 'accept',
  only_upstream: 'adopt',
  only_ours: 'mark_gone',
  autoprolong_on: 'switch_off',
  not_booked: 'accept',
  other_licence: 'take_over',
  other_expiry: 'take_over',
  other_price: 'take_over',
  other_period: 'take_over',
  other_status: 'take_over',
} as const satisfies Record<DifferenceKind, SafeAction>;

/** The kinds whose cure is to take over the upstream's value. */
export type TakenOverKind = {
  [K in DifferenceKind]: (typeof ACTIONS)[K] extends 'take_over' ? K : never;
}[DifferenceKind];

/** The one safe action. What a single reading did not show is asked for again before it counts as gone. */
export function safeAction(difference: {
  readonly kind: DifferenceKind;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}): SafeAction {
  const action = ACTIONS[difference.kind];
  return action === 'mark_gone' && !isConfirmed(difference) ? 'ask_again' : action;
}

/** Whether a second reconciliation saw it as well. */
export function isConfirmed(difference: { readonly createdAt: Date; readonly lastSeenAt: Date }): boolean {
  return difference.lastSeenAt > difference.createdAt;
}

/** Whether the cure is to take over the upstream's value. */
export function isTakenOver(kind: DifferenceKind): kind is TakenOverKind {
  return ACTIONS[kind] === 'take_over';
}

/** Each kind for people: its name, and what it means for the money. */
export const DIFFERENCE_WORDS = {
  double: {
    title: 'Twice at the supplier',
    means: 'The supplier charges for the same thing a second time. Ask the supplier to take one back.',
  },
  only_upstream: {
    title: 'Only at the supplier',
    means: 'You pay for it, and no customer here has it.',
  },
  only_ours: {
    title: 'Only here',
    means: 'A customer paid for it, and the supplier’s list does not show it.',
  },
  autoprolong_on: {
    title: 'Renewed by the supplier itself',
    means: 'The supplier will charge another period that nobody here ordered.',
  },
  not_booked: {
    title: 'Not in the ledger',
    means: 'It was bought, and the ledger has no cost for it, or another one.',
  },
  other_licence: {
    title: 'Bound to something else',
    means: 'It works for another licence or address than the customer’s.',
  },
  other_expiry: {
    title: 'Another last day',
    means: 'It ends on another day than the customer is told.',
  },
  other_price: {
    title: 'Another price',
    means: 'A period costs something else than it did.',
  },
  other_period: {
    title: 'Another period',
    means: 'The supplier renews it for another number of months.',
  },
  other_status: {
    title: 'Another state',
    means: 'It is suspended on one side and active on the other.',
  },
} as const satisfies Record<DifferenceKind, { title: string; means: string }>;
