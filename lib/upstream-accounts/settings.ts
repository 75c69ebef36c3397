import { isCurrency } from '#lib/domain/currency.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { PRODUCT_KINDS } from '#lib/domain/product-kind.ts';
import { env } from '#lib/platform/env.ts';
import { normaliseAddress } from './login.ts';
import { isPrivateHost } from './private-host.ts';

/** What staff set of an account; amounts are in its currency. */
export type AccountSettings = {
  readonly name: string;
  readonly url: string;
  readonly username: string;
  readonly kinds: readonly ProductKind[];
  /** The lowest number is asked first. */
  readonly priority: number;
  readonly minimalBalance: bigint;
  readonly department: string;
  readonly departmentEmail: string | null;
  readonly orderMode: 'immediate' | 'cart';
};

/** The account's money: its currency, and what a unit of it costs in the store's (hundred-millionths); null: the same currency. */
export type AccountCurrency = { readonly currency: string; readonly exchangeRate: bigint | null };

function invalid(fact: string, field: string, message: string): AppError {
  return new AppError('invalid', fact, message, field);
}

/**
 * The settings in the one spelling that is stored. Refuses with `invalid` and the field: `name`, `url` (also one that leads into a
 * private network, unless the operator allows it or the account is the sandbox, S9), `username`, `kinds`, `priority`.
 */
export function checkedSettings(settings: AccountSettings, isSandbox: boolean): AccountSettings {
  const name = settings.name.trim();
  if (name === '') throw invalid('name_empty', 'name', 'Give the account a name.');
  const url = normaliseAddress(settings.url);
  if (url === null) {
    const example = 'such as https://api-eu.ispmanager.com/billmgr, without user, parameters or password';
    throw invalid('address_unusable', 'url', `Write the address of a BILLmanager, ${example}.`);
  }
  if (!isSandbox && !env().upstreamPrivate && isPrivateHost(new URL(url).hostname)) {
    const message =
      'This address leads into a private network. If the supplier really is there, the operator allows it with UPSTREAM_PRIVATE.';
    throw invalid('address_private', 'url', message);
  }
  const username = settings.username.trim();
  // The first colon parts user and password on the wire (protocol.md 2.3).
  if (username === '' || username.includes(':')) {
    throw invalid('username_unusable', 'username', 'Write the login at the supplier; it holds no colon.');
  }
  const kinds = PRODUCT_KINDS.filter((kind) => settings.kinds.includes(kind));
  if (kinds.length === 0) throw invalid('kinds_empty', 'kinds', 'Choose at least one thing that this account sells.');
  if (!Number.isInteger(settings.priority) || settings.priority < 1 || settings.priority > 1000) {
    throw invalid('priority_unusable', 'priority', 'Write a whole number from 1 to 1000; the lowest is asked first.');
  }
  return { ...settings, name, url, username, kinds, department: settings.department.trim() };
}

/** The currency and rate as stored. Refuses with `invalid` an unknown code, and another currency than the store's without a rate. */
export function checkedCurrency({ currency, exchangeRate }: AccountCurrency, storeCurrency: string): AccountCurrency {
  if (!isCurrency(currency)) throw invalid('currency_unusable', 'currency', 'Write a currency such as EUR.');
  if (currency === storeCurrency) return { currency, exchangeRate: null };
  if (exchangeRate === null) {
    const message = `The store sells in ${storeCurrency}: say what one ${currency} costs in ${storeCurrency}, such as 1.0825.`;
    throw invalid('rate_missing', 'exchangeRate', message);
  }
  return { currency, exchangeRate };
}

/** Refuses a password that cannot be sent. */
export function checkPassword(password: string): void {
  if (password === '') throw invalid('password_empty', 'password', 'Write the password at the supplier.');
}
