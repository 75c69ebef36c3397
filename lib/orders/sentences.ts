import { reasonWords } from '#lib/domain/reason-words.ts';

type Tone = 'neutral' | 'good' | 'waiting' | 'attention' | 'danger';

const SENTENCES: Readonly<Record<string, readonly [string, Tone]>> = {
  'order.placed': ['The order was placed.', 'neutral'],
  'payment.started': ['A payment was opened at the provider.', 'neutral'],
  'payment.declined': ['The payment was declined or given up. Nothing was charged.', 'attention'],
  'payment.mismatch': [
    'The provider’s charge differs from ours in amount, currency or reference. It completed nothing; a person decides.',
    'danger',
  ],
  'order.paid': ['The provider confirmed the payment.', 'good'],
  'order.surplus_payment': ['A second payment came in; it went to the customer’s balance.', 'attention'],
  'order.completed': ['The order is complete.', 'good'],
  'fulfilment.started': ['An order to the supplier was recorded and sent.', 'neutral'],
  'fulfilment.accepted': ['The supplier accepted the order.', 'good'],
  'fulfilment.rejected': ['The supplier refused the order; nothing was bought.', 'attention'],
  'fulfilment.not_sent': ['The supplier could not be reached; nothing was sent.', 'attention'],
  'fulfilment.unknown': ['The supplier did not answer. It is looked up before anything else is sent.', 'waiting'],
  'fulfilment.adopted': ['The purchase was found in the supplier’s list and taken over.', 'good'],
  'fulfilment.absent': ['The supplier’s list shows that nothing was bought; it is ordered again.', 'waiting'],
  'fulfilment.active': ['The supplier’s list shows the module as active.', 'good'],
  'fulfilment.retry_asked': ['Staff asked to order it now.', 'neutral'],
  'fulfilment.check_asked': ['Staff asked the supplier again.', 'neutral'],
  'fulfilment.resolved_by_hand': ['Staff settled it by hand.', 'neutral'],
  'refund.requested': ['Staff decided to give the money back.', 'attention'],
  'refund.succeeded': ['The provider gave the money back.', 'good'],
};

/** An audit event of an order as a sentence for staff. */
export function sentenceFor(event: string, after: Readonly<Record<string, unknown>>): { sentence: string; tone: Tone } {
  if (event === 'fulfilment.held') {
    const reason = typeof after['reason'] === 'string' ? after['reason'] : '';
    return { sentence: `It waits: ${reasonWords(reason)}`, tone: 'attention' };
  }
  if (event === 'payment.mismatch' && typeof after['charge'] === 'string') {
    return { sentence: 'The provider does not know the charge at the moment; it is asked again.', tone: 'waiting' };
  }
  const [sentence, tone] = SENTENCES[event] ?? [event, 'neutral'];
  return { sentence, tone };
}
