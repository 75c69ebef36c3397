import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { ServiceAction, ServiceChangeStatus, ServiceStatus } from '#lib/domain/service-change.ts';
import { db } from '#lib/platform/db.ts';
import { readCursor, writeCursor } from '#lib/platform/cursor.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { narrowServices } from './narrow-services.ts';

const PAGE = 50;

/** A line of the list of services. */
export type ServiceLine = {
  readonly id: string;
  readonly upstreamServiceId: string;
  readonly kind: ProductKind;
  readonly name: string;
  readonly status: ServiceStatus;
  readonly licence: string;
  readonly ip: string;
  readonly licname: string;
  readonly period: number;
  readonly expiresOn: Date | null;
  readonly customerEmail: string;
  readonly open: { readonly action: ServiceAction; readonly status: ServiceChangeStatus } | null;
};

/** What the list may be narrowed to. The expiring ones come in the order of their last day, all others newest first. */
export type ServiceFilter = {
  readonly q?: string | undefined;
  readonly view?: 'expiring_7' | 'expiring_30' | 'suspended' | 'waiting' | undefined;
  readonly cursor?: string | undefined;
};

type Order = { readonly by: 'createdAt' | 'expiresOn'; readonly direction: 'asc' | 'desc' };

function after(cursor: string | undefined, { by, direction }: Order): Prisma.ServiceWhereInput[] {
  const last = readCursor(cursor);
  if (last === null) return [];
  const beyond = direction === 'asc' ? 'gt' : 'lt';
  // The bound on the first column alone is what an index can begin at.
  const from = direction === 'asc' ? 'gte' : 'lte';
  return [
    { [by]: { [from]: last.at } },
    { OR: [{ [by]: { [beyond]: last.at } }, { [by]: last.at, id: { [beyond]: last.id } }] },
  ];
}

/** The store's services, a page at a time. */
export async function listServices(
  actor: Actor,
  filter: ServiceFilter,
  now: Date,
): Promise<{ rows: ServiceLine[]; nextCursor: string | null }> {
  demand(actor, 'services:read');
  const isExpiring = filter.view === 'expiring_7' || filter.view === 'expiring_30';
  const order: Order = isExpiring ? { by: 'expiresOn', direction: 'asc' } : { by: 'createdAt', direction: 'desc' };
  const found = await db().service.findMany({
    where: { AND: [...(await narrowServices(actor.storeId, filter, now)), ...after(filter.cursor, order)] },
    orderBy: [{ [order.by]: order.direction }, { id: order.direction }],
    take: PAGE + 1,
    include: {
      customer: { select: { email: true } },
      changes: { where: { status: { notIn: ['done', 'cancelled'] } }, select: { action: true, status: true }, take: 1 },
    },
  });
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  const lastAt = last?.[order.by] ?? null;
  return {
    rows: page.map(({ customer, changes, ...service }) => ({
      id: service.id,
      upstreamServiceId: service.upstreamServiceId,
      kind: service.kind,
      name: service.name,
      status: service.status,
      licence: service.licence,
      ip: service.ip,
      licname: service.licname,
      period: service.period,
      expiresOn: service.expiresOn,
      customerEmail: customer.email,
      open: changes[0] ?? null,
    })),
    nextCursor: found.length > PAGE && last && lastAt ? writeCursor(lastAt, last.id) : null,
  };
}
