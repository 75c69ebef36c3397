import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';
import type { DifferenceKind } from './difference-kinds.ts';
import { DIFFERENCE_KINDS } from './difference-kinds.ts';

/** The last reconciliation of an account. `waiting`: asked for, and no worker has begun. */
export type LastRun = {
  readonly state: 'waiting' | 'running' | 'finished' | 'failed';
  readonly rows: number;
  readonly error: string | null;
  readonly beganAt: Date;
};

/** How an account stands against the upstream's lists; kinds without an open difference are left out. */
export type AccountStanding = {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly run: LastRun | null;
  /** When the last one that read everything began. */
  readonly agreedAt: Date | null;
  readonly open: readonly { readonly kind: DifferenceKind; readonly count: number }[];
};

/** The accounts of the store by priority, each with its last run and its open differences. */
export async function listStandings(actor: Actor): Promise<readonly AccountStanding[]> {
  demand(actor, 'services:read');
  const { storeId } = actor;
  const accounts = await db().upstreamAccount.findMany({
    where: { storeId },
    orderBy: [{ priority: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, enabled: true },
  });
  const counts = await db().difference.groupBy({
    by: ['upstreamAccountId', 'kind'],
    where: { storeId, settledAt: null },
    _count: true,
  });
  return Promise.all(
    accounts.map(async (account) => {
      const of = { orderBy: { createdAt: 'desc' } } as const;
      const [run, finished] = await Promise.all([
        db().reconciliationRun.findFirst({ ...of, where: { upstreamAccountId: account.id } }),
        db().reconciliationRun.findFirst({ ...of, where: { upstreamAccountId: account.id, status: 'finished' } }),
      ]);
      const open = DIFFERENCE_KINDS.flatMap((kind) => {
        const found = counts.find((each) => each.upstreamAccountId === account.id && each.kind === kind);
        return found ? [{ kind, count: found._count }] : [];
      });
      return {
        ...account,
        run: run && {
          state: run.status === 'running' && run.finishedAt === null ? 'waiting' : run.status,
          rows: run.rows,
          error: run.error,
          beganAt: run.createdAt,
        },
        agreedAt: finished?.createdAt ?? null,
        open,
      };
    }),
  );
}
