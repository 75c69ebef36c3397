import { Prisma } from '#prisma/generated/client.ts';
import { db } from '#lib/platform/db.ts';
import { instant, isChanging, unsettledSince, comparable } from './comparable.ts';
import { findDoubles } from './find-doubles.ts';
import { findNotBooked } from './find-not-booked.ts';
import { findOnlyOurs } from './find-only-ours.ts';
import { findOnlyUpstream } from './find-only-upstream.ts';
import { findOtherValues } from './find-other-values.ts';
import { insertDifferences } from './insert-differences.ts';
import { RunLost } from './mirror-page.ts';

/** A hundred thousand services take seconds; a slow database may take minutes. */
const TIMEOUT_MS = 15 * 60_000;

type Run = { readonly id: string; readonly accountId: string; readonly storeId: string };

/**
 * Compares the mirror of a run that has read every list with services, order items and the ledger, all in the database, and finishes
 * the run in the same commit: rows that it did not see leave the mirror, differences that are no longer there are settled. Gives the
 * open ones by kind.
 */
export async function compare(run: Run, began: Date, endedAt: Date): Promise<Readonly<Record<string, number>>> {
  const account = { id: run.accountId, storeId: run.storeId };
  // The mirror may have grown from nothing in the last minutes: without fresh figures the joins are planned for a few rows.
  await db().$executeRaw`ANALYZE upstream_rows`;
  return db().$transaction(
    async (tx) => {
      const finished = await tx.reconciliationRun.updateMany({
        where: { id: run.id, status: 'running' },
        data: { status: 'finished', finishedAt: endedAt },
      });
      if (finished.count === 0) throw new RunLost();
      await tx.$executeRaw`DELETE FROM upstream_rows WHERE "upstreamAccountId" = ${account.id} AND "runId" <> ${run.id}`;
      for (const found of [
        findDoubles(account.id),
        findOnlyUpstream(account.id),
        findOnlyOurs(account.id, began),
        findOtherValues(comparable(account.id, began)),
        findNotBooked(account.id, began),
      ]) {
        await insertDifferences(tx, account, found, began);
      }
      // What a change is about to cure, or could not be looked at for it, stays as it is.
      await tx.$executeRaw`
        UPDATE differences d SET "settledAt" = ${instant(endedAt)}, "settledBy" = ${run.id}, settlement = 'gone'
        WHERE d."upstreamAccountId" = ${account.id} AND d."settledAt" IS NULL AND d."lastSeenAt" <> ${instant(began)}
          AND NOT ${isChanging(Prisma.sql`d."serviceId"`, unsettledSince(began))}`;
      const open = await tx.difference.groupBy({
        by: ['kind'],
        where: { upstreamAccountId: account.id, settledAt: null },
        _count: true,
      });
      const found = Object.fromEntries(open.map(({ kind, _count }) => [kind, _count]));
      await tx.reconciliationRun.update({ where: { id: run.id }, data: { found } });
      return found;
    },
    { timeout: TIMEOUT_MS },
  );
}
