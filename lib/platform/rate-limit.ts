import { db } from './db.ts';

/**
 * Takes one of `limit` uses that a key has in each window of `windowSeconds`; false when none is left.
 * Windows are fixed and counted in the database, so that all replicas share them.
 */
export async function takeRateLimit(key: string, limit: number, windowSeconds: number, now: Date): Promise<boolean> {
  const windowMs = windowSeconds * 1000;
  const windowStart = new Date(Math.floor(now.getTime() / windowMs) * windowMs);
  const [row] = await db().$queryRaw<{ count: number }[]>`
    INSERT INTO rate_limits ("key", "windowStart", "count") VALUES (${key}, ${windowStart}, 1)
    ON CONFLICT ("key", "windowStart") DO UPDATE SET "count" = rate_limits."count" + 1
    RETURNING "count"`;
  return (row?.count ?? 0) <= limit;
}
