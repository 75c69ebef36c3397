import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { isStaleRate } from '#lib/domain/exchange-rate.ts';
import { db } from '#lib/platform/db.ts';
import { accountOrders } from './account-orders.ts';
import type { AccountOrder } from './account-orders.ts';
import { accountState } from './account-state.ts';
import { balanceHistory } from './balance-history.ts';
import type { BalancePoint } from './balance-history.ts';
import type { Finding } from './finding.ts';
import { readFindings } from './finding.ts';
import type { AccountRow } from './list-accounts.ts';
import { SHOWN } from './list-accounts.ts';
import { runwayOf } from './runway.ts';

/** What the last connection check saw. */
export type Check = { readonly at: Date; readonly findings: readonly Finding[] };

/** An account's page: settings without the password, health, money. */
export type AccountDetail = AccountRow & {
  readonly storeCurrency: string;
  readonly department: string;
  readonly departmentEmail: string | null;
  readonly orderMode: 'immediate' | 'cart';
  /** Store currency per unit of the account's, in hundred-millionths; null: the same currency. */
  readonly exchangeRate: bigint | null;
  readonly exchangeRateAt: Date | null;
  readonly rateIsStale: boolean;
  /** Until when the breaker lets nothing through, and what the last call met. */
  readonly pausedUntil: Date | null;
  readonly faultText: string;
  readonly check: Check | null;
  readonly history: readonly BalancePoint[];
  readonly orders: readonly AccountOrder[];
};

/** One account of the actor's store; null for anything else, somebody else's included. */
export async function findAccount(actor: Actor, accountId: string, now: Date): Promise<AccountDetail | null> {
  demand(actor, 'upstream:read');
  const account = await db().upstreamAccount.findFirst({
    where: { id: accountId, storeId: actor.storeId },
    select: {
      ...SHOWN,
      department: true,
      departmentEmail: true,
      orderMode: true,
      exchangeRate: true,
      exchangeRateAt: true,
      store: { select: { currency: true } },
    },
  });
  if (!account) return null;
  const [runway, check, history, orders] = await Promise.all([
    runwayOf(accountId, now),
    lastCheck(actor.storeId, accountId),
    balanceHistory(accountId, now),
    accountOrders(actor.storeId, accountId),
  ]);
  const { store, faults, ...shown } = account;
  return {
    ...shown,
    storeCurrency: store.currency,
    rateIsStale: isStaleRate(account.exchangeRateAt, now),
    state: accountState({ ...shown, faults }),
    runway,
    check,
    history,
    orders,
  };
}

async function lastCheck(storeId: string, subjectId: string): Promise<Check | null> {
  const entry = await db().auditEntry.findFirst({
    where: { storeId, subjectId, event: 'upstream.checked' },
    orderBy: { createdAt: 'desc' },
    select: { createdAt: true, after: true },
  });
  const findings = entry && readFindings(entry.after);
  return findings ? { at: entry.createdAt, findings } : null;
}
