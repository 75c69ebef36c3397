import type { Actor } from '#lib/domain/actor.ts';
import { demand, may } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';
import { readListedAddons, readQuantities } from '#lib/pricing/addons.ts';
import type { Service } from '#prisma/generated/client.ts';
import { askedCost } from './asked-cost.ts';
import { changeDeeds, serviceActions } from './safe-actions.ts';
import { storiesOf } from './stories.ts';

/** So many changes are shown, the newest. */
const MOST = 50;

/** What the supplier offers for the tariff, as last pulled: its add-ons, and the months by which it is sold. */
async function loadOffer({ upstreamAccountId, kind, upstreamId, period }: Service) {
  const item = await db().priceListItem.findUnique({
    where: { upstreamAccountId_kind_upstreamId: { upstreamAccountId, kind, upstreamId } },
    select: { addons: true, costs: { where: { period: { gt: 0 } }, orderBy: { period: 'asc' } } },
  });
  const periods = item?.costs.map((cost) => cost.period) ?? [];
  const own = period > 0 ? [period] : [];
  return { addons: item ? readListedAddons(item.addons) : [], periods: periods.length > 0 ? periods : own };
}

/**
 * One service with everything that staff need: facts, its changes with their stories, and what may be done now; null when the
 * actor's store has none. Amounts are ten-thousandths.
 */
export async function findService(actor: Actor, id: string) {
  demand(actor, 'services:read');
  const { storeId } = actor;
  const service = await db().service.findFirst({
    where: { id, storeId },
    include: {
      customer: { select: { email: true } },
      account: { select: { name: true, url: true, currency: true } },
      orderItem: { select: { order: { select: { id: true, number: true } } } },
      changes: {
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: MOST,
        include: { calls: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
      },
    },
  });
  if (!service) return null;
  const [offer, audit, staff, ledger] = await Promise.all([
    loadOffer(service),
    db().auditEntry.findMany({
      where: { subjectId: id, storeId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    }),
    db().user.findMany({ where: { memberships: { some: { storeId } } }, select: { id: true, name: true } }),
    db().ledgerTransaction.findMany({
      where: { storeId, kind: 'renewal', sourceId: { in: service.changes.map((change) => change.id) } },
      orderBy: { createdAt: 'asc' },
      include: { entries: { orderBy: { amount: 'desc' } } },
    }),
  ]);
  const { changes, orderItem, addons, ...facts } = service;
  const stories = storiesOf(changes, audit, staff);
  return {
    ...facts,
    addons: readQuantities(addons),
    order: orderItem?.order ?? null,
    offer,
    ledger,
    changes: changes.map(({ calls, ...change }) => ({
      ...change,
      askedCost: askedCost(change),
      requestedBy: staff.find((user) => user.id === change.requestedBy)?.name ?? change.requestedBy,
      deeds: changeDeeds(actor, { ...change, calls }),
      accepted: calls.at(-1)?.status === 'accepted',
      story: stories.byChange.get(change.id) ?? [],
    })),
    otherEvents: stories.others,
    actions: serviceActions(actor, service, changes),
    maySpend: may(actor, 'services:spend'),
  };
}

/** See `findService`. */
export type ServiceDetail = NonNullable<Awaited<ReturnType<typeof findService>>>;
