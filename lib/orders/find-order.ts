import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';
import { safeActions } from './safe-actions.ts';
import { timelineOf } from './timeline.ts';

/** One order with everything that support needs; null when the actor's store has none. Amounts are ten-thousandths. */
export async function findOrder(actor: Actor, id: string) {
  demand(actor, 'orders:read');
  const order = await db().order.findFirst({
    where: { id, storeId: actor.storeId },
    include: {
      customer: { select: { id: true, email: true, country: true } },
      quote: { select: { createdAt: true, expiresAt: true } },
      payments: { orderBy: { createdAt: 'asc' }, include: { refund: true, events: { orderBy: { createdAt: 'asc' } } } },
      items: {
        take: 1,
        include: {
          account: { select: { name: true, url: true, currency: true } },
          service: { select: { id: true, upstreamServiceId: true, expiresOn: true } },
          calls: { orderBy: { createdAt: 'asc' } },
        },
      },
      mails: { orderBy: { createdAt: 'asc' }, select: { id: true, subject: true, status: true, createdAt: true } },
    },
  });
  const [item] = order?.items ?? [];
  if (!order || !item) return null;
  const paymentIds = order.payments.map((payment) => payment.id);
  const refundIds = order.payments.flatMap((payment) => payment.refund?.id ?? []);
  const [audit, ledger, staff] = await Promise.all([
    db().auditEntry.findMany({
      where: { subjectId: order.id, storeId: actor.storeId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    }),
    db().ledgerTransaction.findMany({
      where: {
        storeId: actor.storeId,
        OR: [{ sourceId: { in: [...paymentIds, ...refundIds, item.id] } }, { sourceId: { startsWith: `${item.id}:` } }],
      },
      orderBy: { createdAt: 'asc' },
      include: { entries: { orderBy: { amount: 'desc' } } },
    }),
    db().user.findMany({
      where: { memberships: { some: { storeId: actor.storeId } } },
      select: { id: true, name: true },
    }),
  ]);
  const unsettled = item.calls.some(
    (call) => call.status === 'started' || (call.status === 'unknown' && call.resolution === null),
  );
  return {
    id: order.id,
    number: order.number,
    publicId: order.publicId,
    status: order.status,
    total: order.total,
    currency: order.currency,
    createdAt: order.createdAt,
    paidAt: order.paidAt,
    customer: order.customer,
    item,
    payments: order.payments,
    mails: order.mails,
    ledger,
    timeline: timelineOf({
      quotedAt: order.quote.createdAt,
      audit,
      payments: order.payments,
      calls: item.calls,
      mails: order.mails,
      staff,
    }),
    actions: safeActions(actor, order, item, unsettled),
  };
}

/** See `findOrder`. */
export type OrderDetail = NonNullable<Awaited<ReturnType<typeof findOrder>>>;
