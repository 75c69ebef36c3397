import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import type { OrderStatus } from '#lib/domain/order.ts';
import { db } from '#lib/platform/db.ts';
import { readCursor, writeCursor } from '#lib/platform/cursor.ts';
import { narrow } from './narrow.ts';
import { subjectText } from './subject-text.ts';

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
  /** What it is for: licence, address or the customer's own name, whichever its kind has. */
  readonly subject: string;
  readonly period: number;
  /** Since when the customer waits: the payment, or the order where nothing is paid. */
  readonly waitsSince: Date;
  readonly fulfilmentStatus: FulfilmentStatus;
  readonly reason: string | null;
};

/** What the list may be narrowed to; `view` names rows that need somebody. */
export type OrderFilter = {
  readonly q?: string | undefined;
  readonly status?: OrderStatus | undefined;
  readonly view?: 'needs_person' | 'uncertain' | undefined;
  readonly sort?: 'oldest' | undefined;
  readonly cursor?: string | undefined;
};

/** The store's orders, newest first unless asked otherwise, a page at a time. */
export async function listOrders(
  actor: Actor,
  filter: OrderFilter,
): Promise<{ rows: OrderRow[]; nextCursor: string | null }> {
  demand(actor, 'orders:read');
  const after = readCursor(filter.cursor);
  // PostgreSQL keeps no NUL, and a cut may halve a character.
  const conditions = [...(await narrow(actor.storeId, filter))];
  const isOldest = filter.sort === 'oldest';
  const beyond = <T>(value: T) => (isOldest ? { gt: value } : { lt: value });
  if (after) {
    const { at, id } = after;
    conditions.push({ OR: [{ createdAt: beyond(at) }, { createdAt: at, id: beyond(id) }] });
  }
  const direction = isOldest ? 'asc' : 'desc';
  const orders = await db().order.findMany({
    where: { AND: conditions },
    orderBy: [{ createdAt: direction }, { id: direction }],
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
        subject: subjectText(item),
        period: item.period,
        waitsSince: order.paidAt ?? order.createdAt,
        fulfilmentStatus: item.fulfilmentStatus,
        reason: item.reason,
      },
    ];
  });
  const last = rows.at(-1);
  return { rows, nextCursor: orders.length > PAGE && last ? writeCursor(last.createdAt, last.id) : null };
}
