import type { FULFILMENT_MOVES } from '#lib/domain/fulfilment.ts';
import type { ORDER_MOVES, PaymentStatus } from '#lib/domain/order.ts';

/** Every move of a table as a text, such as "queued>ordering". */
export type MoveOf<Table extends Readonly<Record<string, readonly string[]>>> = {
  [From in keyof Table & string]: `${From}>${Table[From][number]}`;
}[keyof Table & string];

/** Who makes a move, and by which rule. Both are read by people. */
export type MoveRule = readonly [by: string, rule: string];

/** Why an item makes each of its moves. A move that the table gains or loses breaks the type check here. */
export const ITEM_RULES = {
  'unpaid>queued': ['payments', 'The payment is complete and no other order has, or is buying, the same thing.'],
  'unpaid>needs_person': ['payments', 'Paid, but another order already has or is buying the same thing.'],
  'unpaid>closed': ['nobody today', 'The table allows it for an order that is given up before it is paid.'],
  'queued>ordering': [
    'fulfilment',
    'Not below cost, the whole list read, nothing of it there: the intent is recorded in the same commit, then the one write goes out.',
  ],
  'queued>bought': [
    'fulfilment',
    'The list shows what an earlier unanswered write of this item made: taken over, nothing is sent.',
  ],
  'queued>needs_person': [
    'fulfilment',
    'A check advises against ordering: below cost, or the same thing stands in the list already.',
  ],
  'queued>blocked': ['fulfilment', 'The supplier refused to show its list for a cause that can be cured.'],
  'queued>closed': ['staff', 'The money is given back; nothing was sent that could still act.'],
  'ordering>bought': ['fulfilment', 'The supplier accepted and told the service’s id.'],
  'ordering>in_cart': ['fulfilment', 'The account orders through the cart: placed there, to be paid by its id.'],
  'ordering>queued': ['fulfilment', 'Proven not sent: no connection was made. Tried again.'],
  'ordering>blocked': ['fulfilment', 'The supplier refused for a cause that can be cured; nothing was bought.'],
  'ordering>needs_person': ['fulfilment', 'The supplier refused for good; nothing was bought.'],
  'ordering>uncertain': ['fulfilment', 'No usable answer came, or none within the time limit: it may have been done.'],
  'uncertain>bought': [
    'fulfilment or staff',
    'The list shows what the write made; or a late answer, or a person, named the service.',
  ],
  'uncertain>queued': [
    'fulfilment or staff',
    'Absence is proven by two looks; or a person found that nothing was bought.',
  ],
  'uncertain>needs_person': ['fulfilment', 'Two services fit, or the last look of the timetable told nothing.'],
  'in_cart>bought': ['fulfilment', 'The cart’s order is paid.'],
  'in_cart>needs_person': ['fulfilment', 'The cart’s order could not be paid and does not get better by itself.'],
  'bought>active': ['fulfilment', 'The supplier’s own list says active.'],
  'bought>in_cart': ['fulfilment', 'The list shows it as ordered and unpaid.'],
  'bought>needs_person': [
    'fulfilment',
    'It is suspended, gone, unpaid or of another tariff there, or not active in time.',
  ],
  'blocked>queued': ['fulfilment or staff', 'The time of the next try has come; or staff asked for it now.'],
  'blocked>needs_person': ['nobody today', 'The table allows it for a cure that does not come.'],
  'blocked>closed': ['staff', 'The money is given back; a refusal bought nothing.'],
  'needs_person>queued': ['staff', 'A person decided to order it, or found that it was not bought.'],
  'needs_person>bought': ['staff', 'A person named the service, or asked the supplier about it again.'],
  'needs_person>closed': ['staff', 'The money is given back.'],
  'active>closed': ['staff', 'The money is given back after delivery; the service stays until its period ends.'],
} as const satisfies Record<MoveOf<typeof FULFILMENT_MOVES>, MoveRule>;

/** Why an order makes each of its moves. */
export const ORDER_RULES = {
  'awaiting_payment>paid': [
    'payments',
    'The provider itself says that amount, currency and reference are ours and the money is there.',
  ],
  'awaiting_payment>cancelled': ['nobody today', 'The table allows it for an order that is given up.'],
  'paid>completed': ['fulfilment', 'Every item is active.'],
  'paid>refunding': ['staff', 'A person decided to give the money back before delivery.'],
  'completed>refunding': ['staff', 'A person decided to give the money back after delivery.'],
  'cancelled>paid': ['payments', 'Paying always wins, also late.'],
  'refunding>refunded': ['refunds', 'The provider gave the money back.'],
} as const satisfies Record<MoveOf<typeof ORDER_MOVES>, MoveRule>;

/** Every move that billing makes with a payment. */
export const PAYMENT_MOVES = {
  created: ['pending', 'failed'],
  pending: ['succeeded', 'failed'],
  succeeded: ['refunded'],
  failed: ['succeeded'],
  refunded: [],
} as const satisfies Record<PaymentStatus, readonly PaymentStatus[]>;

/** Why a payment makes each of its moves. */
export const PAYMENT_RULES = {
  'created>pending': ['payments', 'The provider made the charge; the customer can pay.'],
  'created>failed': ['payments', 'The charge was never made and nobody needs it any more.'],
  'pending>succeeded': [
    'payments',
    'The provider itself says that the money is there, and the charge is ours in every part.',
  ],
  'pending>failed': ['payments', 'The provider says declined, or nobody finished it for two weeks.'],
  'failed>succeeded': ['payments', 'The provider says that the money came after all.'],
  'succeeded>refunded': ['refunds', 'The provider gave the money back.'],
} as const satisfies Record<MoveOf<typeof PAYMENT_MOVES>, MoveRule>;
