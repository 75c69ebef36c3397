import { db } from '#lib/platform/db.ts';
import { availableBalance } from './available-balance.ts';

/** How long an account's balance lasts if every active service is renewed at its end, and again after each period. */
export type Runway = {
  /** What the account can spend, in ten-thousandths of `currency`; null: never told. */
  readonly available: bigint | null;
  readonly currency: string;
  /** The first day whose renewals are not covered; null: none within a year, or the balance is not known. */
  readonly shortOn: Date | null;
  /** What the renewals of the next 30 days cost, and how many there are. */
  readonly next30Days: bigint;
  readonly renewals30Days: number;
  /** Renewals within a year. */
  readonly renewals: number;
};

const DAY_MS = 24 * 60 * 60_000;

/**
 * Sets the renewals ahead of an account, by the day on which they fall due, against what it can spend. What is overdue counts today,
 * a day as covered only as a whole. Services are summed by day and period first, so that a hundred thousand are one index range.
 */
export async function runwayOf(accountId: string, now: Date): Promise<Runway> {
  const { available, currency } = await availableBalance(db(), accountId);
  // As texts: a moment cast to a date would depend on the database's time zone.
  const [today, month, end] = [dayText(now, 0), dayText(now, 30), dayText(now, 365)];
  const [figures] = await db().$queryRaw<
    readonly { shortOn: Date | null; next30Days: bigint; renewals30Days: number; renewals: number }[]
  >`
    WITH ends AS (
      SELECT GREATEST("expiresOn", ${today}::date) AS day, "period", sum("upstreamCost") AS cost, count(*) AS renewals
      FROM services
      WHERE "upstreamAccountId" = ${accountId} AND "expiresOn" < ${end}::date AND "status" = 'active' AND "period" > 0
      GROUP BY 1, 2
    ), ahead AS (
      SELECT ("day" + make_interval(months => "period" * again))::date AS day, cost, renewals
      FROM ends, generate_series(0, 12 / "period") AS again
    ), days AS (
      SELECT day, sum(cost) AS cost, sum(renewals) AS renewals FROM ahead WHERE day < ${end}::date GROUP BY day
    ), running AS (
      SELECT day, cost, renewals, sum(cost) OVER (ORDER BY day) AS total FROM days
    )
    SELECT min(day) FILTER (WHERE total > ${available}::bigint AND cost > 0) AS "shortOn",
           COALESCE(sum(cost) FILTER (WHERE day < ${month}::date), 0)::bigint AS "next30Days",
           COALESCE(sum(renewals) FILTER (WHERE day < ${month}::date), 0)::int AS "renewals30Days",
           COALESCE(sum(renewals), 0)::int AS renewals
    FROM running`;
  return { available, currency, ...(figures ?? { shortOn: null, next30Days: 0n, renewals30Days: 0, renewals: 0 }) };
}

function dayText(now: Date, daysLater: number): string {
  return new Date(now.getTime() + daysLater * DAY_MS).toISOString().slice(0, 10);
}

/** The last day whose renewals are covered; null where not even today's are, or all within a year are. */
export function coveredUntil(runway: Pick<Runway, 'shortOn'>, now: Date): Date | null {
  if (runway.shortOn === null) return null;
  const last = new Date(runway.shortOn.getTime() - DAY_MS);
  return last.getTime() < Math.floor(now.getTime() / DAY_MS) * DAY_MS ? null : last;
}
