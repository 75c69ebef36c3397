import type { WriteOutcome } from '#lib/gateways/upstream/outcome.ts';
import { noteAnswer, noteFault } from '#lib/upstream-accounts/breaker.ts';

/** Tells the breaker what a write came to: a refusal is an answer, too. */
export function noteHealth(accountId: string, outcome: WriteOutcome<unknown>, now: Date): Promise<void> {
  return outcome.kind === 'unknown' || outcome.kind === 'not_sent'
    ? noteFault(accountId, outcome.cause, now)
    : noteAnswer(accountId);
}
