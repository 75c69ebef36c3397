import type { WriteOutcome } from '#lib/gateways/upstream/outcome.ts';

/** A process that slept between the intent and the call sends nothing: others may have looked meanwhile. */
export const SEND_WITHIN_MS = 5_000;

/** The outcome of a write that was held up so long that it was not sent at all. */
export function notSent(): WriteOutcome<never> {
  const exchange = { request: {}, httpStatus: null, response: null, durationMs: 0 };
  return { kind: 'not_sent', cause: 'The process was held up before sending', fault: null, exchange };
}
