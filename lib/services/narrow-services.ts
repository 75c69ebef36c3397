import { later } from '#lib/platform/clock.ts';
import { db } from '#lib/platform/db.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { dayText } from './calendar.ts';
import type { ServiceFilter } from './list-services.ts';

/** So many services can be found through their changes; the list shows them page by page. */
const MOST = 2_000;
const DAY_MS = 86_400_000;
const DAYS = { expiring_7: 7, expiring_30: 30 } as const;

async function accountsOf(storeId: string): Promise<string[]> {
  const accounts = await db().upstreamAccount.findMany({ where: { storeId }, select: { id: true } });
  return accounts.map((account) => account.id);
}

/** Services with a change that is not over. Asked first, by the changes' own index. */
async function waiting(storeId: string): Promise<string[]> {
  const changes = await db().serviceChange.findMany({
    where: { storeId, status: { in: ['queued', 'sending', 'uncertain', 'blocked', 'needs_person'] } },
    orderBy: { createdAt: 'desc' },
    take: MOST,
    select: { serviceId: true },
  });
  return changes.map((change) => change.serviceId);
}

/** Ids of services whose column is exactly this; each column is a look-up of its own, so that each has its index. */
async function ids(where: Prisma.ServiceWhereInput): Promise<string[]> {
  const found = await db().service.findMany({ where, take: MOST, select: { id: true } });
  return found.map((service) => service.id);
}

/** Each way of searching is one exact, indexed look-up: e-mail, address, licence or id at the supplier. */
async function searched(storeId: string, q: string): Promise<Prisma.ServiceWhereInput> {
  if (q.includes('@')) {
    const customer = await db().customer.findUnique({ where: { storeId_email: { storeId, email: q.toLowerCase() } } });
    return { customerId: customer?.id ?? '' };
  }
  if (!/^\d+$/.test(q)) return { id: { in: await ids({ storeId, ip: q }) } };
  const [byLicence, byId] = await Promise.all([
    ids({ storeId, licence: q }),
    ids({ upstreamAccountId: { in: await accountsOf(storeId) }, upstreamServiceId: q }),
  ]);
  return { id: { in: [...byLicence, ...byId] } };
}

/** What narrows a list of services, so that each part of it is answered by an index. */
export async function narrowServices(
  storeId: string,
  filter: ServiceFilter,
  now: Date,
): Promise<readonly Prisma.ServiceWhereInput[]> {
  const { view } = filter;
  // PostgreSQL keeps no NUL, and a cut may halve a character.
  const q = filter.q?.replaceAll('\u0000', '').trim().slice(0, 254).toWellFormed() ?? '';
  const conditions: Prisma.ServiceWhereInput[] = [{ storeId }];
  if (view === 'suspended') conditions.push({ status: 'suspended' });
  if (view === 'waiting') conditions.push({ id: { in: await waiting(storeId) } });
  if (view === 'expiring_7' || view === 'expiring_30') {
    const today = new Date(dayText(now));
    conditions.push({ expiresOn: { gte: today, lte: later(today, DAYS[view] * DAY_MS) }, status: { not: 'deleted' } });
  }
  if (q !== '') conditions.push(await searched(storeId, q));
  return conditions;
}
