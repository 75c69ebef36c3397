import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { db } from '#lib/platform/db.ts';
import type { ChangeKind } from '#prisma/generated/client.ts';

/** An upstream account as staff may see it: never its password. */
export type UpstreamAccountView = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly username: string;
  readonly currency: string;
  readonly kinds: readonly ProductKind[];
  /** Store currency per unit of the account's, in hundred-millionths, and when it was set; null where both are the same. */
  readonly exchangeRate: bigint | null;
  readonly exchangeRateAt: Date | null;
  readonly enabled: boolean;
  readonly isSandbox: boolean;
  /** Ten-thousandths, as last read. */
  readonly balance: bigint | null;
  readonly balanceAt: Date | null;
  readonly pulledAt: Date | null;
  readonly pullError: string | null;
};

/** The store's upstream accounts, the one that is asked first at the top. */
export async function listUpstreamAccounts(actor: Actor): Promise<readonly UpstreamAccountView[]> {
  demand(actor, 'prices:read');
  return db().upstreamAccount.findMany({
    where: { storeId: actor.storeId },
    orderBy: [{ priority: 'asc' }, { id: 'asc' }],
    select: {
      id: true,
      name: true,
      url: true,
      username: true,
      currency: true,
      kinds: true,
      exchangeRate: true,
      exchangeRateAt: true,
      enabled: true,
      isSandbox: true,
      balance: true,
      balanceAt: true,
      pulledAt: true,
      pullError: true,
    },
  });
}

/** One difference that a pull found. Costs are ten-thousandths. */
export type PriceListChangeView = {
  readonly id: string;
  readonly at: Date;
  readonly kind: ChangeKind;
  readonly name: string;
  readonly period: number | null;
  readonly oldCost: bigint | null;
  readonly newCost: bigint | null;
  readonly oldName: string | null;
  readonly newName: string | null;
};

const SHOWN = 100;

/** The latest changes of the store's price lists, newest first, at most 100. */
export async function listPriceListChanges(actor: Actor): Promise<readonly PriceListChangeView[]> {
  demand(actor, 'prices:read');
  const changes = await db().priceListChange.findMany({
    where: { item: { account: { storeId: actor.storeId } } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: SHOWN,
    select: {
      id: true,
      createdAt: true,
      kind: true,
      period: true,
      oldCost: true,
      newCost: true,
      oldName: true,
      newName: true,
      item: { select: { name: true } },
    },
  });
  return changes.map(({ createdAt, item, ...change }) => ({ ...change, at: createdAt, name: item.name }));
}
