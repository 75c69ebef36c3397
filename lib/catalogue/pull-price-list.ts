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
import type { ChangeKind } from '#prisma/generated/client.ts';
import type { ListedTariffs } from './read-price-list.ts';
import { readPriceList } from './read-price-list.ts';
import { storePriceList } from './store-price-list.ts';

/** What a pull came to. */
export type Pull = {
  readonly items: number;
  /** Differences by kind; a kind that did not occur is absent. */
  readonly changes: Readonly<Partial<Record<ChangeKind, number>>>;
  /** Periods of lengths or types that we do not sell. */
  readonly ignoredPeriods: number;
  /** Published prices that had to be withdrawn (R23). */
  readonly withdrawn: number;
};

/**
 * Pulls the list of modules of an upstream account, and its balance where it is told. A list that cannot be used changes
 * nothing: the reason is stored with the account and thrown (`read-price-list.ts`). Pulls of one account follow each
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
  const { currency } = account.store;
  const list = await readPriceList(connection, currency).catch((error: unknown) => refuse(accountId, error));
  const balance = await balanceIn(connection, currency);
  const owner = { id: account.id, storeId: account.storeId, currency };
  const pull = await db().$transaction((tx) => takeOver(tx, actor, owner, list, now));
  if (balance !== null) {
    await db().upstreamAccount.update({ where: { id: accountId }, data: { balance, balanceAt: now } });
  }
  return pull;
}

async function takeOver(
  tx: Tx,
  actor: Actor,
  owner: { id: string; storeId: string; currency: string },
  list: ListedTariffs,
  now: Date,
): Promise<Pull> {
  await tx.$queryRaw`SELECT 1 FROM upstream_accounts WHERE id = ${owner.id} FOR NO KEY UPDATE`;
  const { pulledAt } = await tx.upstreamAccount.findUniqueOrThrow({
    where: { id: owner.id },
    select: { pulledAt: true },
  });
  if (pulledAt && pulledAt > now) {
    throw new AppError('conflict', 'pull_overtaken', 'A later pull of this price list has finished already.');
  }
  const differences = await storePriceList(tx, owner, list.tariffs, now);
  const changes: Partial<Record<ChangeKind, number>> = {};
  for (const { kind } of differences) changes[kind] = (changes[kind] ?? 0) + 1;
  const withdrawn = await withdrawPrices(tx, actor, now);
  await tx.upstreamAccount.update({ where: { id: owner.id }, data: { pulledAt: now, pullError: null } });
  const { ignoredPeriods } = list;
  const items = list.tariffs.length;
  await recordAudit(tx, actor, 'prices.pulled', owner.id, { after: { items, changes, ignoredPeriods, withdrawn } });
  return { items, changes, ignoredPeriods, withdrawn };
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
