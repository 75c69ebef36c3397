import { db } from '#lib/platform/db.ts';

/** The last balance that was read on a day, in ten-thousandths. */
export type BalancePoint = { readonly at: Date; readonly balance: bigint };

const DAYS = 90;
const DAY_MS = 24 * 60 * 60_000;

/** How an account's balance went in the last 90 days, one figure a day at most, the oldest first. Whose account it is, the caller checks. */
export async function balanceHistory(accountId: string, now: Date): Promise<readonly BalancePoint[]> {
  const since = new Date(now.getTime() - DAYS * DAY_MS);
  return db().$queryRaw<BalancePoint[]>`
    SELECT DISTINCT ON (("createdAt" AT TIME ZONE 'UTC')::date) "createdAt" AS at, balance
    FROM balance_readings
    WHERE "upstreamAccountId" = ${accountId} AND "createdAt" > ${since}
      AND currency = (SELECT currency FROM upstream_accounts WHERE id = ${accountId})
    ORDER BY ("createdAt" AT TIME ZONE 'UTC')::date, "createdAt" DESC`;
}
