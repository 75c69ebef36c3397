import { db } from '#lib/platform/db.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Removes quotes that nobody used within a month, and counters of rate limits that are over. */
export async function clearOldRows(now: Date): Promise<{ done: number; more: boolean }> {
  const quotes = await db().quote.deleteMany({
    where: { order: null, expiresAt: { lt: new Date(now.getTime() - 30 * DAY_MS) } },
  });
  const limits = await db().rateLimit.deleteMany({ where: { windowStart: { lt: new Date(now.getTime() - DAY_MS) } } });
  return { done: quotes.count + limits.count, more: false };
}
