import { isCurable } from '#lib/domain/fulfilment.ts';
import type { UpstreamError } from '#lib/gateways/upstream/outcome.ts';

/** Whether a refused payment is tried again by itself: the cause can be cured, or the cart has changed meanwhile (`missed`). */
export function isPaymentTriedAgain(error: UpstreamError): boolean {
  return isCurable(error.reason) || error.type === 'missed';
}
