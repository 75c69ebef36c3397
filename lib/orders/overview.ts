import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';
import type { OrderRow } from './list-orders.ts';
import { listOrders } from './list-orders.ts';

/** Counts on the overview stop here: beyond it the figure reads "99+". */
const CAP = 100;

/** The overview's figures; amounts are ten-thousandths of the store's currency. Days are the time zone of the server. */
export type Overview = {
  readonly paidToday: bigint;
  readonly paidTodayCount: number;
  readonly marginToday: bigint;
  readonly needPerson: number;
  readonly uncertain: number;
  readonly upstream: {
    readonly name: string;
    readonly balance: bigint | null;
    readonly balanceAt: Date | null;
    readonly currency: string;
    readonly pulledAt: Date | null;
    readonly pullError: string | null;
  } | null;
  readonly waiting: readonly OrderRow[];
};

/** What the dashboard opens with. Margin counts what was delivered today: sales minus what they cost. */
export async function overview(actor: Actor, now: Date): Promise<Overview> {
  demand(actor, 'orders:read');
  const { storeId } = actor;
  const since = new Date(now);
  since.setHours(0, 0, 0, 0);
  const [paid, delivered, needPerson, uncertain, upstream, waiting] = await Promise.all([
    db().order.aggregate({ where: { storeId, paidAt: { gte: since } }, _sum: { total: true }, _count: true }),
    db().orderItem.aggregate({
      where: { storeId, order: { completedAt: { gte: since } } },
      _sum: { retail: true, cost: true },
    }),
    capped('needs_person', storeId),
    capped('uncertain', storeId),
    db().upstreamAccount.findFirst({ where: { storeId, enabled: true }, orderBy: { priority: 'asc' } }),
    listOrders(actor, { view: 'needs_person' }),
  ]);
  return {
    paidToday: paid._sum.total ?? 0n,
    paidTodayCount: paid._count,
    marginToday: (delivered._sum.retail ?? 0n) - (delivered._sum.cost ?? 0n),
    needPerson,
    uncertain,
    upstream,
    waiting: waiting.rows.slice(0, 10),
  };
}

async function capped(view: 'needs_person' | 'uncertain', storeId: string): Promise<number> {
  const statuses = view === 'uncertain' ? (['uncertain'] as const) : (['needs_person', 'blocked'] as const);
  const rows = await db().orderItem.findMany({
    where: { storeId, fulfilmentStatus: { in: [...statuses] } },
    take: CAP,
    select: { id: true },
  });
  return rows.length;
}
