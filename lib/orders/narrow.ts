import { db } from '#lib/platform/db.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { OrderFilter } from './list-orders.ts';
import { HELD_ITEM, MISFIT_PAYMENT, STUCK_REFUND } from './need-person.ts';

/** So many orders can be found through their items or payments; the list shows them page by page. */
const MOST = 2_000;

/** The orders of items that fit. Asked first, by the items' own indexes: joined, a million orders would be walked through. */
async function ofItems(where: Prisma.OrderItemWhereInput, sort: OrderFilter['sort']): Promise<string[]> {
  const items = await db().orderItem.findMany({
    where,
    orderBy: { createdAt: sort === 'oldest' ? 'asc' : 'desc' },
    take: MOST,
    select: { orderId: true },
  });
  return items.map((item) => item.orderId);
}

async function needPerson(storeId: string, sort: OrderFilter['sort']): Promise<string[]> {
  const [items, payments, refunds] = await Promise.all([
    ofItems({ storeId, ...HELD_ITEM }, sort),
    db().payment.findMany({ where: { storeId, ...MISFIT_PAYMENT }, take: MOST, select: { orderId: true } }),
    db().refund.findMany({
      where: { storeId, ...STUCK_REFUND },
      take: MOST,
      select: { payment: { select: { orderId: true } } },
    }),
  ]);
  return [...items, ...[...payments, ...refunds.map((refund) => refund.payment)].map((payment) => payment.orderId)];
}

/** Each way of searching is one exact, indexed look-up: order number, e-mail, address, licence or service id at the supplier. */
async function searched(storeId: string, q: string, sort: OrderFilter['sort']): Promise<Prisma.OrderWhereInput> {
  if (q.includes('@')) return { customer: { email: q.toLowerCase() } };
  if (/^[a-z]+-\d+$/i.test(q)) return { number: q.toUpperCase() };
  if (!/^\d+$/.test(q)) return { id: { in: await ofItems({ storeId, ip: q.toLowerCase() }, sort) } };
  return { id: { in: await ofItems({ storeId, OR: [{ licence: q }, { upstreamServiceId: q }] }, sort) } };
}

/** What narrows a list of orders, so that each part of it is answered by an index. */
export async function narrow(storeId: string, filter: OrderFilter): Promise<readonly Prisma.OrderWhereInput[]> {
  const q = filter.q?.replaceAll('\u0000', '').trim().slice(0, 254).toWellFormed() ?? '';
  const conditions: Prisma.OrderWhereInput[] = [{ storeId }];
  if (filter.status) conditions.push({ status: filter.status });
  if (filter.view === 'uncertain')
    conditions.push({ id: { in: await ofItems({ storeId, fulfilmentStatus: 'uncertain' }, filter.sort) } });
  if (filter.view === 'needs_person') conditions.push({ id: { in: await needPerson(storeId, filter.sort) } });
  if (q !== '') conditions.push(await searched(storeId, q, filter.sort));
  return conditions;
}
