import { reasonWords } from '#lib/domain/reason-words.ts';
import type { ServiceAction } from '#lib/domain/service-change.ts';

const NOUNS = {
  renew: 'renewal',
  edit: 'change',
  suspend: 'suspension',
  resume: 'resumption',
  delete: 'deletion',
} as const satisfies Record<ServiceAction, string>;

/** An action as a thing: "renewal". */
export function actionNoun(action: ServiceAction): string {
  return NOUNS[action];
}

const OWN: Readonly<Record<string, string>> = {
  upstream_unreachable: 'the supplier cannot be reached; tried again by itself.',
  account_paused: 'the supplier account rests after several unanswered calls; tried again by itself.',
  refused: 'the supplier refused it; nothing was done. Read its answer, then send it again or cancel it.',
  licence_refused: 'the supplier does not accept this licence; nothing was done. Cancel it and ask for another one.',
  ip_refused: 'the supplier does not accept this address; nothing was done. Cancel it and ask for another one.',
  no_answer: 'the supplier did not answer. It is looked up before anything else is sent.',
  not_activated: 'the supplier accepted it, but does not show it. Ask the supplier, then settle by hand.',
  gone_upstream: 'the supplier no longer shows this service. Ask the supplier, then cancel or settle by hand.',
  already_upstream: 'the service already lasts longer than it should: it was renewed elsewhere. Cancel this renewal.',
  below_cost: 'the supplier now asks more than when it was requested. Send it again at the new price, or cancel it.',
  unresolved: 'the supplier does not show whether it was done. Look in its client area and settle by hand.',
};

const NO_SUSPENSION =
  'the supplier does not let this account suspend or resume, which is common for resellers; nothing was done. Cancel it and switch the automatic renewal off instead (“autoprolong off”): the service then ends by itself.';

/** Why a change waits, for staff: what it is and what to do. */
export function changeReasonWords(action: ServiceAction, reason: string): string {
  if (reason === 'not_permitted' && (action === 'suspend' || action === 'resume')) return NO_SUSPENSION;
  return OWN[reason] ?? reasonWords(reason).replace('the order goes on', 'it goes on');
}
