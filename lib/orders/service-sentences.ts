import { SERVICE_ACTIONS } from '#lib/domain/service-change.ts';
import { actionNoun, changeReasonWords } from '#lib/services/change-words.ts';
import type { Sentence, Tone } from './sentence.ts';

/** By event, in the order in which events of one commit follow each other; `it` stands for the action. */
const CHANGES: Readonly<Record<string, readonly [string, Tone]>> = {
  'service.change_asked': ['The {it} of the service was asked for.', 'neutral'],
  'service.change_retry_asked': ['Staff asked to send the {it} now.', 'neutral'],
  'service.change_check_asked': ['Staff asked the supplier whether the {it} was done.', 'neutral'],
  'service.change_started': ['The {it} was recorded and sent to the supplier.', 'neutral'],
  'service.change_accepted': ['The supplier accepted the {it}.', 'good'],
  'service.change_rejected': ['The supplier refused the {it}; nothing was done.', 'attention'],
  'service.change_not_sent': ['The supplier could not be reached; the {it} was not sent.', 'attention'],
  'service.change_unknown': [
    'The supplier did not answer the {it}. It is looked up before anything else is sent.',
    'waiting',
  ],
  'service.change_absent': ['The supplier shows that the {it} was not done.', 'waiting'],
  'service.change_held': ['The {it} waits.', 'attention'],
  'service.change_settled': ['Staff settled the {it} by hand.', 'neutral'],
  'service.change_done': ['The {it} is done.', 'good'],
  'service.change_cancelled': ['Staff gave the {it} up; nothing was done.', 'neutral'],
};

const OTHERS: Readonly<Record<string, readonly [string, Tone]>> = {
  'service.adopted': ['A service that the supplier already had became the customer’s.', 'neutral'],
  'reconciliation.accepted': ['Staff left a difference as it is.', 'neutral'],
  'reconciliation.taken_over': ['Staff took the supplier’s value over.', 'good'],
  'reconciliation.switched_off': ['Staff had the supplier’s own renewal switched off.', 'good'],
  'reconciliation.marked_gone': ['Staff ended the service here: the supplier no longer has it.', 'neutral'],
};

/** The order of these events within a commit. */
export const SERVICE_EVENTS: readonly string[] = [...Object.keys(CHANGES), ...Object.keys(OTHERS)];

/** An audit event of a service as a sentence for staff; null for one that is not about a service. */
export function serviceSentence(event: string, after: Readonly<Record<string, unknown>>): Sentence | null {
  const [sentence, tone] = CHANGES[event] ?? OTHERS[event] ?? [null, 'neutral'];
  if (sentence === null) return null;
  const action = SERVICE_ACTIONS.find((each) => each === after['action']);
  const noun = action === undefined ? 'change' : actionNoun(action);
  if (event === 'service.change_held' && action !== undefined && typeof after['reason'] === 'string') {
    return { sentence: `The ${noun} waits: ${changeReasonWords(action, after['reason'])}`, tone };
  }
  return { sentence: sentence.replace('{it}', noun), tone };
}
