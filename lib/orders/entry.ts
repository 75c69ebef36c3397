import type { UpstreamCall } from '#prisma/generated/client.ts';
import type { Tone } from './sentence.ts';

/** One line of an order's story. `evidence` is what stands behind it, secrets removed; null when the sentence says it all. */
export type TimelineEntry = {
  readonly at: Date;
  readonly kind: 'quote' | 'audit' | 'notification' | 'mail' | 'difference';
  /** The audit's word for it; null for what is no audit entry. */
  readonly event: string | null;
  /** What the audit says came of it; empty for what is no audit entry. */
  readonly after: Readonly<Record<string, unknown>>;
  /** The write that it is about, if it is about one. */
  readonly call: UpstreamCall | null;
  readonly sentence: string;
  readonly actor: string;
  readonly tone: Tone;
  readonly evidence: Readonly<Record<string, unknown>> | null;
};

/** What is shown of a write: facts, parameters and the raw reply, secrets removed when it was stored. */
export function callEvidence(call: UpstreamCall): Record<string, unknown> {
  const { func, status, resolution, request, httpStatus, response, errorType, errorObject, message, correlation } =
    call;
  return { func, status, resolution, httpStatus, errorType, errorObject, message, correlation, request, response };
}

/** An entry that is no audit entry. */
export function plainEntry(
  facts: Omit<TimelineEntry, 'event' | 'after' | 'call' | 'evidence'> & Pick<Partial<TimelineEntry>, 'evidence'>,
): TimelineEntry {
  return { event: null, after: {}, call: null, evidence: null, ...facts };
}
