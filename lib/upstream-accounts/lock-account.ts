import { AppError } from '#lib/domain/errors.ts';
import type { Actor } from '#lib/domain/actor.ts';
import type { Tx } from '#lib/platform/db.ts';
import type { UpstreamAccount } from '#prisma/generated/client.ts';

/** The refusal for an account that the actor's store does not have. */
export function accountNotFound(): AppError {
  return new AppError('not_found', 'account_not_found', 'This supplier account is not in your store.');
}

/**
 * Locks an account of the actor's store until the transaction ends; no call of it is begun meanwhile (its row refers to the account).
 * Somebody else's is `not_found`.
 */
export async function lockAccount(
  tx: Tx,
  actor: Actor,
  accountId: string,
): Promise<UpstreamAccount & { readonly store: { readonly currency: string } }> {
  await tx.$queryRaw`SELECT 1 FROM upstream_accounts WHERE id = ${accountId} AND "storeId" = ${actor.storeId} FOR UPDATE`;
  const account = await tx.upstreamAccount.findFirst({
    where: { id: accountId, storeId: actor.storeId },
    include: { store: { select: { currency: true } } },
  });
  if (!account) throw accountNotFound();
  return account;
}
