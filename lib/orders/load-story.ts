import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';

/** What is told of an account: never its login. */
const ACCOUNT = { name: true, url: true, currency: true, department: true, orderMode: true } as const;

async function loadOrder(actor: Actor, id: string) {
  return db().order.findFirst({
    where: { id, storeId: actor.storeId },
    include: {
      store: { select: { name: true, currency: true } },
      customer: { select: { id: true, email: true, country: true } },
      quote: { select: { createdAt: true, expiresAt: true, list: { select: { version: true } } } },
      payments: { orderBy: { createdAt: 'asc' }, include: { refund: true, events: { orderBy: { createdAt: 'asc' } } } },
      items: {
        take: 1,
        include: {
          account: { select: ACCOUNT },
          product: { select: { item: { select: { addons: true } } } },
          calls: { orderBy: { createdAt: 'asc' }, include: { account: { select: { name: true } } } },
          service: {
            include: {
              changes: {
                orderBy: { createdAt: 'asc' },
                include: { calls: { orderBy: { createdAt: 'asc' }, include: { account: { select: { name: true } } } } },
              },
            },
          },
        },
      },
      mails: {
        orderBy: { createdAt: 'asc' },
        select: { id: true, key: true, subject: true, status: true, createdAt: true, sentAt: true, error: true },
      },
    },
  });
}

/**
 * Everything that is known of one order, from the quote to the last reconciliation of its service; null when the actor's store
 * has none. The queries behind the page, the replay and the flight record. Amounts are ten-thousandths.
 */
export async function loadStory(actor: Actor, id: string) {
  demand(actor, 'orders:read');
  const { storeId } = actor;
  const order = await loadOrder(actor, id);
  const [item] = order?.items ?? [];
  if (!order || !item) return null;
  const sources = [
    ...order.payments.flatMap(({ id: payment, refund }) => (refund ? [payment, refund.id] : [payment])),
    item.id,
    ...(item.service?.changes.map((change) => change.id) ?? []),
  ];
  const upstreamServiceId = item.service?.upstreamServiceId ?? item.upstreamServiceId;
  const differences = await db().difference.findMany({
    where: {
      storeId,
      OR: [
        { serviceId: item.service?.id ?? '' },
        { upstreamAccountId: item.upstreamAccountId, upstreamServiceId: upstreamServiceId ?? '' },
      ],
    },
    orderBy: { createdAt: 'asc' },
  });
  const subjects = [
    order.id,
    ...(item.service ? [item.service.id] : []),
    ...sources,
    ...differences.map((each) => each.id),
  ];
  const [audit, ledger, staff] = await Promise.all([
    db().auditEntry.findMany({
      where: { subjectId: { in: subjects }, storeId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    }),
    db().ledgerTransaction.findMany({
      where: {
        storeId,
        OR: [{ sourceId: { in: sources } }, { sourceId: { startsWith: `${item.id}:` } }],
      },
      orderBy: { createdAt: 'asc' },
      include: { entries: { orderBy: { amount: 'desc' } } },
    }),
    db().user.findMany({ where: { memberships: { some: { storeId } } }, select: { id: true, name: true } }),
  ]);
  return { order, item, differences, audit, ledger, staff };
}

/** See `loadStory`. */
export type Story = NonNullable<Awaited<ReturnType<typeof loadStory>>>;
