/** A charge as the provider knows it. `reference` is the idempotency key that we created it with: our payment's id. */
export type ProviderCharge = {
  readonly externalId: string;
  readonly reference: string;
  readonly status: 'pending' | 'succeeded' | 'failed' | 'refunded';
  readonly amount: bigint;
  readonly currency: string;
};

/** What a notification is about. It is only a hint: the charge itself is always fetched. */
export type ProviderEvent = { readonly eventId: string; readonly externalId: string };

/** The contract of every payment provider (product.md 6). Amounts are ten-thousandths. Methods throw when the provider cannot be reached. */
export type PaymentProvider = {
  readonly name: string;
  readonly label: string;
  readonly capabilities: { readonly refunds: boolean; readonly signedNotifications: boolean };
  /** Makes a charge, once per `reference`: a repeat answers the first one. */
  create(input: {
    reference: string;
    amount: bigint;
    currency: string;
    description: string;
    returnUrl: string;
    notifyUrl: string;
  }): Promise<{ externalId: string; checkoutUrl: string }>;
  /** The charge's present state, from the provider itself; null when it knows none. */
  fetch(externalId: string): Promise<ProviderCharge | null>;
  /** Whether the raw body was signed by the provider. */
  verify(rawBody: string, header: (name: string) => string | null): boolean;
  /** Reads a verified body; null when it is not understood. */
  parse(rawBody: string): ProviderEvent | null;
  /** Gives a charge back in full, once per `reference`: a repeat answers the first one. */
  refund(input: {
    reference: string;
    externalId: string;
  }): Promise<{ ok: true; externalId: string } | { ok: false; message: string }>;
};
