import type { FulfilmentStatus, Reason } from '#lib/domain/fulfilment.ts';
import { reasonWords } from '#lib/domain/reason-words.ts';

/** A write as it would go out, secrets and the id of the call apart. */
export type Sending = {
  readonly func: string;
  readonly account: string;
  readonly params: Readonly<Record<string, string>>;
};

/**
 * What a round would do with an item. `to` is where the item would stand afterwards, or, where something is sent, until the
 * supplier has answered; null where that depends on a list that was not read.
 */
export type Forecast = {
  readonly sentence: string;
  readonly to: FulfilmentStatus | null;
  readonly reason: Reason | null;
  readonly send: Sending | null;
};

/** A forecast that sends nothing. */
export function quiet(sentence: string, to: FulfilmentStatus | null, reason: Reason | null = null): Forecast {
  return { sentence, to, reason, send: null };
}

/** It would be held: for a person, or until its cause is cured. */
export function held(to: 'needs_person' | 'blocked' | 'queued', reason: Reason, detail: string | null): Forecast {
  const where = to === 'needs_person' ? 'A person would have to decide' : 'It would wait and be tried again';
  return quiet(`${where}: ${reasonWords(reason)}${detail === null ? '' : ` (${detail})`}`, to, reason);
}
