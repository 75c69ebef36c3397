import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { db } from '#lib/platform/db.ts';
import type { AccountState } from './account-state.ts';
import { accountState } from './account-state.ts';
import type { Runway } from './runway.ts';
import { runwayOf } from './runway.ts';

/** Columns that pages may see: never the password. */
export const SHOWN = {
  id: true,
  name: true,
  url: true,
  username: true,
  kinds: true,
  priority: true,
  enabled: true,
  isSandbox: true,
  currency: true,
  minimalBalance: true,
  balance: true,
  balanceAt: true,
  pulledAt: true,
  pullError: true,
  faults: true,
  pausedUntil: true,
  faultText: true,
} as const;

/** An account in the list. Amounts are ten-thousandths of its currency. */
export type AccountRow = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly username: string;
  readonly kinds: readonly ProductKind[];
  readonly priority: number;
  readonly enabled: boolean;
  readonly isSandbox: boolean;
  readonly currency: string;
  readonly minimalBalance: bigint;
  readonly balance: bigint | null;
  readonly balanceAt: Date | null;
  readonly pulledAt: Date | null;
  readonly pullError: string | null;
  readonly state: AccountState;
  readonly runway: Runway;
};

/** The store's upstream accounts, the one that is asked first at the top, those that are off last. */
export async function listAccounts(actor: Actor, now: Date): Promise<readonly AccountRow[]> {
  demand(actor, 'upstream:read');
  const accounts = await db().upstreamAccount.findMany({
    where: { storeId: actor.storeId },
    orderBy: [{ enabled: 'desc' }, { priority: 'asc' }, { id: 'asc' }],
    select: SHOWN,
  });
  return Promise.all(
    accounts.map(async ({ faults, pausedUntil, faultText: _text, ...account }) => ({
      ...account,
      state: accountState({ ...account, faults, pausedUntil }),
      runway: await runwayOf(account.id, now),
    })),
  );
}
