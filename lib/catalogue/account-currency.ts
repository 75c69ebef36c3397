import { AppError } from '#lib/domain/errors.ts';

/** The two currencies of an account and the rate between them, as stored. */
export type AccountCurrency = {
  /** The account's: what the upstream asks. */
  readonly currency: string;
  readonly exchangeRate: bigint | null;
  readonly store: { readonly currency: string };
};

/** The rate that turns the account's costs into the store's; null where both are one currency. Refuses with `price_list_currency`. */
export function rateOf({ currency, exchangeRate, store }: AccountCurrency): bigint | null {
  if (currency === store.currency) return null;
  if (exchangeRate !== null) return exchangeRate;
  const message = `The account’s prices are in ${currency}, but the store sells in ${store.currency}. Set an exchange rate for the account. Nothing was changed.`;
  throw new AppError('unavailable', 'price_list_currency', message);
}
