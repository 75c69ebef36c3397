import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { PRODUCT_KINDS } from '#lib/domain/product-kind.ts';
import { connectionFor } from '#lib/gateways/upstream/connect.ts';
import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import { beginRun } from './begin-run.ts';
import { compare } from './compare.ts';
import { RunLost } from './mirror-page.ts';
import { readLists } from './read-lists.ts';

/** What a reconciliation came to; `found` counts the open differences by kind. */
export type RunResult =
  | { readonly status: 'finished'; readonly rows: number; readonly found: Readonly<Record<string, number>> }
  | { readonly status: 'failed'; readonly message: string };

async function fail(runId: string, message: string, now: Date): Promise<RunResult> {
  await db().reconciliationRun.updateMany({
    where: { id: runId, status: 'running' },
    data: { status: 'failed', error: message.slice(0, 500), finishedAt: now },
  });
  return { status: 'failed', message };
}

/** What the account sells us, and what we still have of it since it sold something else. */
async function kindsOf(account: { id: string; kinds: readonly ProductKind[] }): Promise<readonly ProductKind[]> {
  const held = await db().service.groupBy({
    by: ['kind'],
    where: { upstreamAccountId: account.id, status: { not: 'deleted' } },
  });
  return PRODUCT_KINDS.filter((kind) => account.kinds.includes(kind) || held.some((each) => each.kind === kind));
}

function connectionOf(account: Parameters<typeof connectionFor>[0]): UpstreamConnection | null {
  try {
    return connectionFor(account);
  } catch {
    return null;
  }
}

/**
 * Reads all lists of an upstream account and compares them with our services and our ledger. It only reads at the upstream. A list
 * that is not whole fails the run and changes no difference. Null while another run of the account is under way, or when it was
 * taken over by one.
 */
export async function runReconciliation(actor: Actor, accountId: string, now: Date): Promise<RunResult | null> {
  demand(actor, 'reconciliation:act');
  const account = await db().upstreamAccount.findFirst({ where: { id: accountId, storeId: actor.storeId } });
  if (!account) throw new AppError('not_found', 'account_not_found', 'This upstream account is not in your store.');
  const id = await beginRun(actor, accountId, now);
  if (id === null) return null;
  const startedAt = performance.now();
  const clock = (): Date => later(now, Math.round(performance.now() - startedAt));
  const run = { id, accountId, storeId: account.storeId };
  try {
    const connection = connectionOf(account);
    if (!connection) {
      return await fail(id, 'The stored password cannot be read: APP_KEY is another than when it was stored.', clock());
    }
    const reading = await readLists(connection, run, await kindsOf(account), clock);
    if (!reading.ok) return await fail(id, reading.message, clock());
    return { status: 'finished', rows: reading.rows, found: await compare(run, now, clock()) };
  } catch (error) {
    if (error instanceof RunLost) return null;
    await fail(id, 'Something went wrong on our side; the log says what.', clock()).catch(() => {});
    throw error;
  }
}
