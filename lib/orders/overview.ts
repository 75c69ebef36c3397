import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';
import type { OrderRow } from './list-orders.ts';
import { listOrders } from './list-orders.ts';
import { HELD_ITEM, MISFIT_PAYMENT, STUCK_REFUND } from './need-person.ts';

/** Counts on the overview stop here: beyond it the figure reads "99+". */
const CAP = 100;

/** The overview's figures; amounts are ten-thousandths of the store's currency. Days are the time zone of the server. */
export type Overview = {
  readonly paidToday: bigint;
  readonly paidTodayCount: number;
  readonly marginToday: bigint;
  readonly needPerson: number;
  readonly uncertain: number;
  /** Changes of services that wait for a person. */
  readonly heldChanges: number;
  /** Open differences that reconciliation found. */
  readonly differences: number;
  readonly waiting: readonly OrderRow[];
};

/**
 * What the dashboard opens with. Margin counts what was delivered today: sales minus what they cost. Money that was given
 * back, or is on its way back, is in neither figure.
 */
export async function overview(actor: Actor, now: Date): Promise<Overview> {
  demand(actor, 'orders:read');
  const { storeId } = actor;
  const since = new Date(now);
  since.setHours(0, 0, 0, 0);
  const [paid, delivered, needPerson, uncertain, heldChanges, differences, waiting] = await Promise.all([
    db().order.aggregate({
      where: { storeId, paidAt: { gte: since }, status: { in: ['paid', 'completed'] } },
      _sum: { total: true },
      _count: true,
    }),
    db().orderItem.aggregate({
      where: { storeId, order: { completedAt: { gte: since }, status: 'completed' } },
      _sum: { retail: true, cost: true },
    }),
    countNeedPerson(storeId),
    countUncertain(storeId),
    capped(
      db().serviceChange.findMany({ where: { storeId, status: 'needs_person' }, take: CAP, select: { id: true } }),
    ),
    capped(db().difference.findMany({ where: { storeId, settledAt: null }, take: CAP, select: { id: true } })),
    listOrders(actor, { view: 'needs_person' }),
  ]);
  return {
    paidToday: paid._sum.total ?? 0n,
    paidTodayCount: paid._count,
    marginToday: (delivered._sum.retail ?? 0n) - (delivered._sum.cost ?? 0n),
    needPerson,
    uncertain,
    heldChanges,
    differences,
    waiting: waiting.rows.slice(0, 10),
  };
}

async function countNeedPerson(storeId: string): Promise<number> {
  const [items, payments, refunds] = await Promise.all([
    db().orderItem.findMany({ where: { storeId, ...HELD_ITEM }, take: CAP, select: { orderId: true } }),
    db().payment.findMany({ where: { storeId, ...MISFIT_PAYMENT }, take: CAP, select: { orderId: true } }),
    db().refund.findMany({
      where: { storeId, ...STUCK_REFUND },
      take: CAP,
      select: { payment: { select: { orderId: true } } },
    }),
  ]);
  const rows = [...items, ...payments, ...refunds.map((refund) => refund.payment)];
  return Math.min(CAP, new Set(rows.map((row) => row.orderId)).size);
}

function countUncertain(storeId: string): Promise<number> {
  const where = { storeId, fulfilmentStatus: 'uncertain' } as const;
  return capped(db().orderItem.findMany({ where, take: CAP, select: { id: true } }));
}

async function capped(rows: Promise<readonly unknown[]>): Promise<number> {
  return (await rows).length;
}
