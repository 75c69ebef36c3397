import type { WriteOutcome } from '#lib/gateways/upstream/outcome.ts';

/** What is stored of a write's outcome. */
export function callFacts(outcome: WriteOutcome<unknown>, now: Date) {
  const error = outcome.kind === 'rejected' ? outcome.error : null;
  const cause = outcome.kind === 'unknown' || outcome.kind === 'not_sent' ? outcome.cause : null;
  const { request, httpStatus, response } = outcome.exchange;
  return {
    status: outcome.kind,
    finishedAt: now,
    request,
    httpStatus,
    response,
    errorType: error?.type ?? null,
    errorObject: error?.object ?? null,
    message: error?.message ?? cause,
  } as const;
}
