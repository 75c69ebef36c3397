import { db } from '#lib/platform/db.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { OrderFilter } from './list-orders.ts';
import { HELD_ITEM, MISFIT_PAYMENT } from './need-person.ts';

/** So many orders can be found through their items or payments; the list shows them page by page. */
const MOST = 2_000;

/** The orders of items that fit. Asked first, by the items' own indexes: joined, a million orders would be walked through. */
async function ofItems(where: Prisma.OrderItemWhereInput): Promise<string[]> {
  const items = await db().orderItem.findMany({
    where,
    orderBy: { createdAt: 'desc' },
    take: MOST,
    select: { orderId: true },
  });
  return items.map((item) => item.orderId);
}

async function needPerson(storeId: string): Promise<string[]> {
  const where = { storeId, ...MISFIT_PAYMENT };
  const payments = await db().payment.findMany({ where, take: MOST, select: { orderId: true } });
  return [...(await ofItems({ storeId, ...HELD_ITEM })), ...payments.map((payment) => payment.orderId)];
}

/** Each way of searching is one exact, indexed look-up: order number, e-mail, address, licence or service id at the supplier. */
async function searched(storeId: string, q: string): Promise<Prisma.OrderWhereInput> {
  if (q.includes('@')) return { customer: { email: q.toLowerCase() } };
  if (/^[a-z]+-\d+$/i.test(q)) return { number: q.toUpperCase() };
  if (!/^\d+$/.test(q)) return { id: { in: await ofItems({ storeId, ip: q }) } };
  return { id: { in: await ofItems({ storeId, OR: [{ licence: q }, { upstreamServiceId: q }] }) } };
}

/** What narrows a list of orders, so that each part of it is answered by an index. */
export async function narrow(storeId: string, filter: OrderFilter): Promise<readonly Prisma.OrderWhereInput[]> {
  const q = filter.q?.replaceAll('\u0000', '').trim().slice(0, 254).toWellFormed() ?? '';
  const conditions: Prisma.OrderWhereInput[] = [{ storeId }];
  if (filter.status) conditions.push({ status: filter.status });
  if (filter.view === 'uncertain')
    conditions.push({ id: { in: await ofItems({ storeId, fulfilmentStatus: 'uncertain' }) } });
  if (filter.view === 'needs_person') conditions.push({ id: { in: await needPerson(storeId) } });
  if (q !== '') conditions.push(await searched(storeId, q));
  return conditions;
}
