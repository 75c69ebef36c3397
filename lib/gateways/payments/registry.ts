import { env } from '#lib/platform/env.ts';
import type { PaymentProvider } from './provider.ts';
import { testProvider } from './test-provider/test-provider.ts';

/** The providers that this installation offers for new payments. */
export function offeredProviders(): readonly PaymentProvider[] {
  return env().testPayments ? [testProvider] : [];
}

/** A provider by name, also one that is no longer offered: its old payments must still be followed. Null when unknown. */
export function findProvider(name: string): PaymentProvider | null {
  return name === testProvider.name ? testProvider : null;
}
