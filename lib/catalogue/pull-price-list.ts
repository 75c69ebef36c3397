import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { connectionFor } from '#lib/gateways/upstream/connect.ts';
import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';
import { readBalance } from '#lib/gateways/upstream/read-balance.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { withdrawPrices } from '#lib/pricing/withdraw-prices.ts';
import { recordBalance } from '#lib/upstream-accounts/record-balance.ts';
import type { ChangeKind, ProductKind } from '#prisma/generated/client.ts';
import type { ListedTariffs } from './listed-tariff.ts';
import { readPriceList } from './read-price-list.ts';
import type { ListOwner } from './store-price-list.ts';
import { storePriceList } from './store-price-list.ts';

/** What a pull came to. */
export type Pull = {
  readonly items: number;
  /** Differences by kind; a kind that did not occur is absent. */
  readonly changes: Readonly<Partial<Record<ChangeKind, number>>>;
  /** Periods of lengths or types, and add-ons of types, that we do not sell. */
  readonly ignoredPeriods: number;
  readonly ignoredAddons: number;
  /** Published prices that had to be withdrawn (R23). */
  readonly withdrawn: number;
};

/**
 * Pulls the lists of all kinds of an upstream account, and its balance where it is told. One list that cannot be used changes
 * nothing at all: the reason is stored with the account and thrown (`read-price-list.ts`). Pulls of one account follow each
 * other; one that began before another that has already been taken over is thrown away with `pull_overtaken`.
 */
export async function pullPriceList(actor: Actor, accountId: string, now: Date): Promise<Pull> {
  demand(actor, 'prices:write');
  const account = await db().upstreamAccount.findFirst({
    where: { id: accountId, storeId: actor.storeId },
    include: { store: { select: { currency: true } } },
  });
  if (!account) throw new AppError('not_found', 'account_not_found', 'This upstream account is not in your store.');
  const connection = connectionFor(account);
  const list = await readPriceList(connection, account, await listedKinds(accountId)).catch((error: unknown) =>
    refuse(accountId, error),
  );
  const balance = await balanceIn(connection, account.currency);
  const owner = {
    id: account.id,
    storeId: account.storeId,
    currency: account.store.currency,
    upstreamCurrency: account.currency,
  };
  const pull = await db().$transaction((tx) => takeOver(tx, actor, owner, list, account.exchangeRate, now));
  if (balance !== null) await recordBalance(accountId, balance, now);
  return pull;
}

async function takeOver(
  tx: Tx,
  actor: Actor,
  owner: ListOwner,
  list: ListedTariffs,
  exchangeRate: bigint | null,
  now: Date,
): Promise<Pull> {
  await tx.$queryRaw`SELECT 1 FROM upstream_accounts WHERE id = ${owner.id} FOR NO KEY UPDATE`;
  const present = await tx.upstreamAccount.findUniqueOrThrow({
    where: { id: owner.id },
    select: { pulledAt: true, exchangeRate: true, currency: true },
  });
  // The list was converted at a rate that somebody has changed meanwhile.
  const isConverted = present.exchangeRate === exchangeRate && present.currency === owner.upstreamCurrency;
  if (!isConverted || (present.pulledAt && present.pulledAt > now)) {
    const message = 'A later pull of this price list has finished already, or the account was changed. Pull it again.';
    throw new AppError('conflict', 'pull_overtaken', message);
  }
  const differences = await storePriceList(tx, owner, list.tariffs, now);
  const changes: Partial<Record<ChangeKind, number>> = {};
  for (const { kind } of differences) changes[kind] = (changes[kind] ?? 0) + 1;
  const withdrawn = await withdrawPrices(tx, actor, now);
  await tx.upstreamAccount.update({ where: { id: owner.id }, data: { pulledAt: now, pullError: null } });
  const { ignoredPeriods, ignoredAddons } = list;
  const pull = { items: list.tariffs.length, changes, ignoredPeriods, ignoredAddons, withdrawn };
  await recordAudit(tx, actor, 'prices.pulled', owner.id, { after: pull });
  return pull;
}

/** The kinds that had something at the last pull: an empty list of one of them is a fault, not news. */
async function listedKinds(accountId: string): Promise<ReadonlySet<ProductKind>> {
  const items = await db().priceListItem.findMany({
    where: { upstreamAccountId: accountId, vanishedAt: null },
    distinct: ['kind'],
    select: { kind: true },
  });
  return new Set(items.map(({ kind }) => kind));
}

async function refuse(accountId: string, error: unknown): Promise<never> {
  if (error instanceof AppError) {
    await db().upstreamAccount.update({ where: { id: accountId }, data: { pullError: error.message } });
  }
  throw error;
}

// The balance is a by-product: its absence never spoils a pull.
async function balanceIn(connection: UpstreamConnection, currency: string): Promise<bigint | null> {
  const answer = await readBalance(connection, currency);
  if (!answer.ok) return null;
  const { amount, currency: told } = answer.value;
  return told === null || told === currency ? amount : null;
}
