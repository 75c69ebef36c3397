import type { Actor } from '#lib/domain/actor.ts';
import { may } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';
import { accountState } from './account-state.ts';

/** Something about an account that nobody may overlook. */
export type AccountNotice = {
  readonly accountId: string;
  readonly name: string;
  /** New orders and renewals wait; new orders wait; below the minimal balance. */
  readonly kind: 'all_held' | 'orders_held' | 'low';
  readonly faultText: string;
  readonly balance: bigint | null;
  readonly minimalBalance: bigint;
  readonly currency: string;
};

/** What every page of the dashboard warns of; one small query, and nothing for whom it does not concern. */
export async function accountNotices(actor: Actor): Promise<readonly AccountNotice[]> {
  if (!may(actor, 'upstream:read')) return [];
  const accounts = await db().upstreamAccount.findMany({
    where: { storeId: actor.storeId, enabled: true },
    orderBy: [{ priority: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      enabled: true,
      faults: true,
      pausedUntil: true,
      faultText: true,
      balance: true,
      minimalBalance: true,
      currency: true,
      pulledAt: true,
      pullError: true,
    },
  });
  return accounts.flatMap((account): readonly AccountNotice[] => {
    const { id, name, faultText, balance, minimalBalance, currency } = account;
    const kind = accountState(account);
    if (kind !== 'all_held' && kind !== 'orders_held' && kind !== 'low') return [];
    return [{ accountId: id, name, kind, faultText, balance, minimalBalance, currency }];
  });
}
