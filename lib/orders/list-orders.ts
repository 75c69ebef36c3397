import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import type { OrderStatus } from '#lib/domain/order.ts';
import { db } from '#lib/platform/db.ts';
import { readCursor, writeCursor } from '#lib/platform/cursor.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { HELD_ITEM, MISFIT_PAYMENT } from './need-person.ts';

const PAGE = 50;

/** A line of the order list. Amounts are ten-thousandths. */
export type OrderRow = {
  readonly id: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly total: bigint;
  readonly currency: string;
  readonly createdAt: Date;
  readonly customerEmail: string;
  readonly name: string;
  readonly licence: string;
  readonly period: number;
  readonly fulfilmentStatus: FulfilmentStatus;
  readonly reason: string | null;
};

/** What the list may be narrowed to; `view` names rows that need somebody. */
export type OrderFilter = {
  readonly q?: string | undefined;
  readonly status?: OrderStatus | undefined;
  readonly view?: 'needs_person' | 'uncertain' | undefined;
  readonly cursor?: string | undefined;
};

/** Each way of searching is one exact, indexed look-up: order number, licence, address, e-mail, service id at the supplier. */
function matching(q: string): Prisma.OrderWhereInput {
  if (q.includes('@')) return { customer: { email: q.toLowerCase() } };
  if (/^[a-z]+-\d+$/i.test(q)) return { number: q.toUpperCase() };
  return { items: { some: { OR: [{ licence: q }, { ip: q }, { upstreamServiceId: q }] } } };
}

/** The store's orders, newest first, a page at a time. */
export async function listOrders(
  actor: Actor,
  filter: OrderFilter,
): Promise<{ rows: OrderRow[]; nextCursor: string | null }> {
  demand(actor, 'orders:read');
  const after = readCursor(filter.cursor);
  const q = filter.q?.trim().slice(0, 254) ?? '';
  const conditions: Prisma.OrderWhereInput[] = [{ storeId: actor.storeId }];
  if (filter.status) conditions.push({ status: filter.status });
  if (filter.view === 'uncertain') conditions.push({ items: { some: { fulfilmentStatus: 'uncertain' } } });
  if (filter.view === 'needs_person')
    conditions.push({ OR: [{ items: { some: HELD_ITEM } }, { payments: { some: MISFIT_PAYMENT } }] });
  if (q !== '') conditions.push(matching(q));
  if (after) conditions.push({ OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] });
  const orders = await db().order.findMany({
    where: { AND: conditions },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: PAGE + 1,
    include: { customer: { select: { email: true } }, items: { take: 1 } },
  });
  const rows = orders.slice(0, PAGE).flatMap((order): OrderRow[] => {
    const [item] = order.items;
    if (!item) return [];
    return [
      {
        id: order.id,
        number: order.number,
        status: order.status,
        total: order.total,
        currency: order.currency,
        createdAt: order.createdAt,
        customerEmail: order.customer.email,
        name: item.name,
        licence: item.licence,
        period: item.period,
        fulfilmentStatus: item.fulfilmentStatus,
        reason: item.reason,
      },
    ];
  });
  const last = rows.at(-1);
  return { rows, nextCursor: orders.length > PAGE && last ? writeCursor(last.createdAt, last.id) : null };
}
