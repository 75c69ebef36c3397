import { sign } from '#lib/platform/crypto.ts';

/** The signature that goes with a notification body, in the header `x-test-signature`. */
export function signNotification(rawBody: string): string {
  return sign('test-payment-notifications', rawBody);
}
