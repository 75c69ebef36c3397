import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { db } from '#lib/platform/db.ts';

/** The account whose services are adopted. Refuses with `account_not_found`. */
export async function findAccount(actor: Actor, accountId: string) {
  demand(actor, 'reconciliation:act');
  const account = await db().upstreamAccount.findFirst({
    where: { id: accountId, storeId: actor.storeId },
    select: { id: true, storeId: true, name: true, currency: true },
  });
  if (!account) throw new AppError('not_found', 'account_not_found', 'This upstream account is not in your store.');
  return account;
}
