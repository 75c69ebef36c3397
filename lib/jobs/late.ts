import { db } from '#lib/platform/db.ts';

/** The jobs count as late when their busiest one has not run for so long. */
export const LATE_AFTER_MS = 60_000;

/** How long ago any worker last finished a round, in milliseconds; null when none ever did (R22). */
export async function runnerAgeMs(now: Date): Promise<number | null> {
  const row = await db().jobState.findUnique({ where: { name: 'fulfilment' }, select: { lastFinishedAt: true } });
  return row?.lastFinishedAt ? Math.max(0, now.getTime() - row.lastFinishedAt.getTime()) : null;
}
