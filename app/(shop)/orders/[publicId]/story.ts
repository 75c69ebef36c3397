import type { OrderStatusView } from '#lib/orders/find-order-status.ts';
import { KINDS } from '../../kinds.ts';

/** A step on the way from payment to a thing that works. */
export type Step = {
  readonly label: string;
  readonly state: 'done' | 'current' | 'held' | 'todo';
  readonly at: Date | null;
  readonly says: string;
};

/** What the page tells a customer: one sentence on top, the steps, and what can be done. */
export type Story = {
  readonly tone: 'good' | 'waiting' | 'attention';
  readonly title: string;
  readonly says: string;
  readonly steps: readonly Step[];
  readonly pay: 'continue' | 'again' | null;
  /** Nothing changes any more: the page stops looking. */
  readonly final: boolean;
};

type Headline = Pick<Story, 'tone' | 'title' | 'says'>;

const HELD =
  'Your payment is safe. We were told at once; you hear from us within one working day. You can have your money back as long as it is not active.';

function paidHeadline(view: OrderStatusView): Headline {
  switch (view.item.fulfilmentStatus) {
    case 'uncertain':
      return {
        tone: 'waiting',
        title: 'Checking with the supplier',
        says: 'Payment received. The supplier has not answered yet; we are checking. You will not be charged again.',
      };
    case 'bought':
      return {
        tone: 'waiting',
        title: 'Being activated',
        says: 'The supplier has accepted the order and is activating it. This usually takes a minute.',
      };
    case 'blocked':
      return {
        tone: 'attention',
        title: 'Held up, and going on by itself',
        says: `Payment received. Something between us and the supplier has to be put right first; then your order goes on by itself. ${HELD}`,
      };
    case 'needs_person':
    case 'closed':
      return {
        tone: 'attention',
        title: 'A person is looking at it',
        says: `Payment received. The order could not go on by itself, so one of us takes over. ${HELD}`,
      };
    case 'active':
      return { tone: 'good', title: 'Active', says: KINDS[view.item.kind].active };
    case 'unpaid':
    case 'queued':
    case 'ordering':
    case 'in_cart':
      return {
        tone: 'waiting',
        title: 'Ordering',
        says: 'Payment received. We are asking the supplier, which usually takes a few seconds.',
      };
  }
}

function headline(view: OrderStatusView, amount: string, returned: boolean): Headline {
  switch (view.status) {
    case 'awaiting_payment':
      if (view.payment?.status === 'failed') {
        return {
          tone: 'attention',
          title: 'The payment was declined',
          says: 'Nothing was charged. You can try again, also in another way.',
        };
      }
      return returned
        ? {
            tone: 'waiting',
            title: 'Your payment is being confirmed',
            says: 'The payment provider has not told us yet. This page goes on by itself; you will not be charged twice.',
          }
        : {
            tone: 'waiting',
            title: 'Waiting for your payment',
            says: 'Nothing was charged so far. The order goes on as soon as you have paid.',
          };
    case 'cancelled':
      return {
        tone: 'attention',
        title: 'This order was given up',
        says: 'It was not paid, and nothing was charged. To buy, choose it again.',
      };
    case 'refunding':
      return {
        tone: 'waiting',
        title: 'Your money is on its way back',
        says: `We are giving back ${amount}. You get a mail when the payment provider has done it.`,
      };
    case 'refunded':
      return {
        tone: 'good',
        title: 'Your money was given back',
        says: `${amount} went back the way you paid. It arrives as soon as your bank books it.`,
      };
    case 'completed':
      return { tone: 'good', title: 'Active', says: KINDS[view.item.kind].active };
    case 'paid':
      return paidHeadline(view);
  }
}

function stepsOf(view: OrderStatusView, amount: string, title: string): readonly Step[] {
  const paid = view.paidAt !== null;
  const active = view.completedAt !== null;
  const { fulfilmentStatus } = view.item;
  const held = fulfilmentStatus === 'blocked' || fulfilmentStatus === 'needs_person';
  const ordered = active || fulfilmentStatus === 'bought';
  const inProgress = (done: boolean, turn: boolean): Step['state'] =>
    done ? 'done' : turn ? (held ? 'held' : 'current') : 'todo';
  return [
    {
      label: paid ? 'Paid' : 'Payment',
      state: paid ? 'done' : view.payment?.status === 'failed' ? 'held' : 'current',
      at: view.paidAt,
      says: paid ? amount : '',
    },
    {
      label: ordered ? 'Ordered' : 'Ordering',
      state: inProgress(ordered, paid),
      at: null,
      says: paid && !ordered ? title : '',
    },
    {
      label: 'Active',
      state: inProgress(active, ordered),
      at: view.completedAt,
      says: ordered && !active ? 'usually within a minute' : '',
    },
    { label: KINDS[view.item.kind].lastStep, state: active ? 'current' : 'todo', at: null, says: '' },
  ];
}

/** The customer's view of an order in words. `returned`: the browser has just come back from the payment provider. */
export function storyOf(view: OrderStatusView, amount: string, returned: boolean): Story {
  const words = headline(view, amount, returned);
  const stopped = view.status === 'cancelled' || view.status === 'refunding' || view.status === 'refunded';
  const failed = view.payment?.status === 'failed';
  const keyToCome = view.status === 'completed' && view.item.kind === 'soft' && view.item.licenceKey === null;
  return {
    ...words,
    steps: stopped ? [] : stepsOf(view, amount, words.title),
    pay: view.status === 'awaiting_payment' ? (failed ? 'again' : 'continue') : null,
    final: (view.status === 'completed' && !keyToCome) || view.status === 'refunded' || view.status === 'cancelled',
  };
}
