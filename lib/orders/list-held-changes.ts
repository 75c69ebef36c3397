import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import type { ServiceAction, ServiceChangeStatus } from '#lib/domain/service-change.ts';
import { db } from '#lib/platform/db.ts';
import { subjectText } from './subject-text.ts';

/** So many are shown; the list of services has the rest. */
const MOST = 50;

/** A change of a service that somebody has to do something about. */
export type HeldChange = {
  readonly id: string;
  readonly serviceId: string;
  readonly action: ServiceAction;
  readonly status: ServiceChangeStatus;
  readonly name: string;
  readonly subject: string;
  readonly customerEmail: string;
  readonly reason: string | null;
  readonly createdAt: Date;
};

/** The store's changes of services that wait for a cure or a person, newest first unless asked otherwise. */
export async function listHeldChanges(actor: Actor, sort?: 'oldest'): Promise<readonly HeldChange[]> {
  demand(actor, 'orders:read');
  const changes = await db().serviceChange.findMany({
    where: { storeId: actor.storeId, status: { in: ['needs_person', 'blocked'] } },
    orderBy: [{ createdAt: sort === 'oldest' ? 'asc' : 'desc' }, { id: 'asc' }],
    take: MOST,
    include: { service: { include: { customer: { select: { email: true } } } } },
  });
  return changes.map(({ id, serviceId, action, status, reason, createdAt, service }) => ({
    id,
    serviceId,
    action,
    status,
    name: service.name,
    subject: subjectText(service),
    customerEmail: service.customer.email,
    reason,
    createdAt,
  }));
}
