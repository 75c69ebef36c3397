import { carryOutRefunds } from '#lib/billing/carry-out-refunds.ts';
import { processPaymentEvents } from '#lib/billing/process-events.ts';
import { receiveNotification } from '#lib/billing/receive-notification.ts';
import { requestRefund } from '#lib/billing/request-refund.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { signNotification } from '#lib/gateways/payments/test-provider/signature.ts';
import type { WantedChange } from '#lib/services/request-change.ts';
import { requestChange } from '#lib/services/request-change.ts';
import { runChanges } from '#lib/services/run-changes.ts';
import type { ProofClock } from './pass-time.ts';

/** The operations in which a process is killed. */
export const OPERATIONS = ['buy', 'buy-by-cart', 'renew', 'edit', 'suspend', 'resume', 'delete', 'refund'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What is done to a service that exists. */
export type ServiceOperation = Exclude<Operation, 'buy' | 'buy-by-cart' | 'refund'>;

/** The name that the edit gives. */
export const NEW_NAME = 'Renamed by the proof';

/** What an operation is about: a paid order, or a service with what its owner saw before renewing it. */
export type Subject = {
  readonly owner: Actor;
  readonly orderId: string;
  readonly chargeId: string;
  readonly serviceId: string;
  readonly seen: { readonly expiresOn: string; readonly cost: bigint };
};

/** A signed notification as the payment provider sends it. */
export function signedNotification(chargeId: string, eventId: string) {
  const rawBody = JSON.stringify({ event: eventId, charge: chargeId });
  const header = (name: string): string | null => (name === 'x-test-signature' ? signNotification(rawBody) : null);
  return { provider: 'test', rawBody, header };
}

function wantedChange(action: ServiceOperation, { seen }: Subject): WantedChange {
  switch (action) {
    case 'renew':
      return { action, period: 1, seen };
    case 'edit':
      return { action, licname: NEW_NAME };
    default:
      return { action };
  }
}

/** The first step, which comes from outside: repeated until it was answered, as a provider or a person does. */
export async function begin(operation: Operation, subject: Subject, clock: ProofClock): Promise<void> {
  switch (operation) {
    case 'buy':
    case 'buy-by-cart':
      await receiveNotification(signedNotification(subject.chargeId, `evt_${subject.chargeId}`), clock.now());
      return;
    case 'refund':
      await requestRefund(subject.owner, subject.orderId, 'Given back by the proof', clock.now());
      return;
    default:
      await requestChange(subject.owner, subject.serviceId, wantedChange(operation, subject), clock.now());
  }
}

/** Carries an operation out from its first step to its last, as far as one process comes without waiting. */
export async function carryOut(operation: Operation, subject: Subject, clock: ProofClock): Promise<void> {
  await begin(operation, subject, clock);
  switch (operation) {
    case 'buy':
    case 'buy-by-cart':
      await processPaymentEvents(clock.now());
      await runFulfilment(clock.now);
      return;
    case 'refund':
      await carryOutRefunds(clock.now());
      return;
    default:
      await runChanges(clock.now);
  }
}
