import { reasonWords } from '#lib/domain/reason-words.ts';
import type { Sentence, Tone } from './sentence.ts';
import { SERVICE_EVENTS, serviceSentence } from './service-sentences.ts';

/** By event, in the order in which events of one commit follow each other. */
const SENTENCES: Readonly<Record<string, readonly [string, Tone]>> = {
  'order.placed': ['The order was placed.', 'neutral'],
  'payment.started': ['A payment was opened at the provider.', 'neutral'],
  'payment.check_asked': ['Staff asked the payment provider again.', 'neutral'],
  'payment.declined': ['The payment was declined or given up. Nothing was charged.', 'attention'],
  'payment.mismatch': [
    'The provider’s charge differs from ours in amount, currency or reference. It completed nothing; a person decides.',
    'danger',
  ],
  'order.paid': ['The provider confirmed the payment.', 'good'],
  'order.surplus_payment': ['A second payment came in; it went to the customer’s balance.', 'attention'],
  'fulfilment.retry_asked': ['Staff asked to order it now.', 'neutral'],
  'fulfilment.check_asked': ['Staff asked the supplier again.', 'neutral'],
  'fulfilment.resolved_by_hand': ['Staff settled it by hand.', 'neutral'],
  'fulfilment.account_changed': [
    'Another supplier account takes the order over; nothing was sent to the first one.',
    'attention',
  ],
  'fulfilment.started': ['An order to the supplier was recorded and sent.', 'neutral'],
  'fulfilment.accepted': ['The supplier accepted the order.', 'good'],
  'fulfilment.rejected': ['The supplier refused the order; nothing was bought.', 'attention'],
  'fulfilment.not_sent': ['The supplier could not be reached; nothing was sent.', 'attention'],
  'fulfilment.unknown': ['The supplier did not answer. It is looked up before anything else is sent.', 'waiting'],
  'fulfilment.adopted': ['The purchase was found in the supplier’s list and taken over.', 'good'],
  'fulfilment.absent': ['The supplier’s list shows that nothing was bought; it is ordered again.', 'waiting'],
  'fulfilment.held': ['It waits.', 'attention'],
  'fulfilment.active': ['The supplier’s list shows it as active.', 'good'],
  'order.completed': ['The order is complete.', 'good'],
  'refund.requested': ['Staff decided to give the money back.', 'attention'],
  'refund.succeeded': ['The provider gave the money back.', 'good'],
};

/** The same for the payment of what lies in the supplier’s cart. */
const CART_SENTENCES: Readonly<Record<string, readonly [string, Tone]>> = {
  'fulfilment.started': ['The payment of the supplier’s cart was recorded and sent.', 'neutral'],
  'fulfilment.accepted': ['The supplier took the payment of its cart.', 'good'],
  'fulfilment.rejected': ['The supplier refused the payment of its cart; nothing was paid.', 'attention'],
  'fulfilment.absent': ['The supplier’s list shows that the cart was not paid; it is paid again.', 'waiting'],
};

const RANKS = new Map([...Object.keys(SENTENCES), ...SERVICE_EVENTS].map((event, index) => [event, index]));

/** Which of two events of one moment came first: they are written in this order within a commit. */
export function rankOf(event: string | null): number {
  return event === null ? RANKS.size : (RANKS.get(event) ?? RANKS.size);
}

/** An audit event of an order as a sentence for staff; `isCart`: it is about paying what lies in the supplier's cart. */
export function sentenceFor(event: string, after: Readonly<Record<string, unknown>>, isCart = false): Sentence {
  const ofService = serviceSentence(event, after);
  if (ofService) return ofService;
  if (event === 'fulfilment.held') {
    const reason = typeof after['reason'] === 'string' ? after['reason'] : '';
    return { sentence: `It waits: ${reasonWords(reason)}`, tone: 'attention' };
  }
  if (event === 'payment.mismatch' && typeof after['charge'] === 'string') {
    return { sentence: 'The provider does not know the charge at the moment; it is asked again.', tone: 'waiting' };
  }
  const [sentence, tone] = (isCart ? CART_SENTENCES[event] : undefined) ?? SENTENCES[event] ?? [event, 'neutral'];
  return { sentence, tone };
}
