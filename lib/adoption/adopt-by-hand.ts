import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { adoptRow } from './adopt-row.ts';
import { findAccount } from './find-account.ts';
import { readEntry } from './read-mapping.ts';

/**
 * Adopts one row for the customer of an e-mail address. False when that customer has it already. Refuses with `account_not_found`,
 * `upstream_id_invalid`, `email_invalid`, `country_invalid`, `not_adoptable`.
 */
export async function adoptByHand(
  actor: Actor,
  accountId: string,
  typed: { readonly upstreamServiceId: string; readonly email: string; readonly country: string },
  now: Date,
): Promise<boolean> {
  const account = await findAccount(actor, accountId);
  const adopted = await adoptRow(actor, account, readEntry(typed), now);
  if (adopted.kind === 'refused') throw new AppError('conflict', 'not_adoptable', adopted.message);
  return adopted.kind === 'adopted';
}
