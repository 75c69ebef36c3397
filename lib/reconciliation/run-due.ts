import { db } from '#lib/platform/db.ts';
import type { Clock } from '#lib/platform/clock.ts';
import { later } from '#lib/platform/clock.ts';
import { eachIsolated } from '#lib/platform/isolate.ts';
import { log } from '#lib/platform/log.ts';
import { runReconciliation } from './run.ts';

const HOUR = 60 * 60_000;
const NIGHT = { from: 2, to: 5 } as const;
const AT_ONCE = 50;

/** Whether an account is to be read now: each night (UTC), by day when a night was missed, and not within an hour after a failure. */
export function isDue(last: { finished: Date | null; any: Date | null }, now: Date): boolean {
  if (last.any !== null && last.any > later(now, -HOUR)) return false;
  if (last.finished === null) return true;
  const age = now.getTime() - last.finished.getTime();
  const hour = now.getUTCHours();
  return age > 36 * HOUR || (age > 20 * HOUR && hour >= NIGHT.from && hour < NIGHT.to);
}

/** Carries out the reconciliations that staff asked for, and those that are due. One that fails stops no other. */
export async function runDueReconciliations(clock: Clock): Promise<{ done: number; more: boolean }> {
  const asked = await db().reconciliationRun.findMany({
    where: { status: 'running', finishedAt: null },
    take: AT_ONCE,
    orderBy: { createdAt: 'asc' },
    select: { storeId: true, upstreamAccountId: true },
  });
  const accounts = await db().upstreamAccount.findMany({
    where: { enabled: true },
    select: { id: true, storeId: true },
  });
  const due: { storeId: string; upstreamAccountId: string }[] = [];
  for (const { id, storeId } of accounts) {
    const of = {
      where: { upstreamAccountId: id },
      orderBy: { createdAt: 'desc' },
      select: { createdAt: true },
    } as const;
    const [finished, any] = await Promise.all([
      db().reconciliationRun.findFirst({ ...of, where: { ...of.where, status: 'finished' } }),
      db().reconciliationRun.findFirst(of),
    ]);
    const last = { finished: finished?.createdAt ?? null, any: any?.createdAt ?? null };
    if (isDue(last, clock())) due.push({ storeId, upstreamAccountId: id });
  }
  const runs = [...asked, ...due];
  await eachIsolated(
    runs,
    ({ storeId, upstreamAccountId }) =>
      runReconciliation({ kind: 'system', storeId, job: 'reconciliation' }, upstreamAccountId, clock()),
    ({ upstreamAccountId }, error) =>
      log().error({ err: error, account: upstreamAccountId }, 'a reconciliation could not be carried out'),
  );
  return { done: runs.length, more: false };
}
