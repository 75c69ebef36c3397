import type { Actor } from '#lib/domain/actor.ts';
import { ipText } from '#lib/domain/ip-address.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { lockNaturalKey } from '#lib/fulfilment/natural-lock.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db, isUniqueViolation } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import type { UpstreamRow } from '#prisma/generated/client.ts';
import { settleDifference } from '#lib/reconciliation/open-difference.ts';
import type { Verdict } from './judge-entry.ts';
import { judgeEntries } from './judge-entry.ts';
import type { Entry } from './read-mapping.ts';

type Account = { readonly id: string; readonly storeId: string; readonly currency: string };

/** What came of an entry. */
export type Adopted = { readonly kind: 'adopted'; readonly serviceId: string } | Exclude<Verdict, { kind: 'ready' }>;

/** The tariff of a row: by its id, or by its name where the list shows none and the name is one tariff's. */
async function tariffOf(tx: Tx, row: UpstreamRow) {
  const where = { upstreamAccountId: row.upstreamAccountId, kind: row.kind };
  const items = await tx.priceListItem.findMany({
    where: row.upstreamId === null ? { ...where, name: row.tariffName } : { ...where, upstreamId: row.upstreamId },
    take: 2,
    include: { product: { select: { id: true } }, costs: { where: { period: row.period ?? 1 } } },
  });
  return items.length === 1 ? (items[0] ?? null) : null;
}

async function makeService(tx: Tx, account: Account, row: UpstreamRow, customerId: string, now: Date): Promise<string> {
  const tariff = await tariffOf(tx, row);
  const cost = row.cost ?? tariff?.costs[0]?.upstreamCost ?? 0n;
  const service = await tx.service.create({
    data: {
      id: newId('svc'),
      storeId: account.storeId,
      customerId,
      productId: tariff?.product?.id ?? null,
      upstreamAccountId: account.id,
      upstreamServiceId: row.upstreamServiceId,
      kind: row.kind,
      upstreamId: row.upstreamId ?? tariff?.upstreamId ?? '',
      name: row.tariffName || tariff?.name || `${row.kind} ${row.upstreamServiceId}`,
      status: row.status === 'suspended' ? 'suspended' : 'active',
      licence: row.kind === 'addition' ? row.licence : '',
      ip: ipText(row.ip),
      licname: row.licname || row.comment,
      period: row.period ?? 1,
      expiresOn: row.expiresOn,
      autoprolong: row.autoprolong,
      upstreamCost: cost,
      upstreamCurrency: row.currency ?? account.currency,
      createdAt: now,
    },
    select: { id: true },
  });
  return service.id;
}

async function inTransaction(tx: Tx, actor: Actor, account: Account, entry: Entry, now: Date): Promise<Adopted> {
  const row = await tx.upstreamRow.findUnique({
    where: {
      upstreamAccountId_upstreamServiceId: {
        upstreamAccountId: account.id,
        upstreamServiceId: entry.upstreamServiceId,
      },
    },
  });
  // Who buys the same thing right now decides first; what was decided before is seen below.
  if (row)
    await lockNaturalKey(tx, account.storeId, {
      ...row,
      ip: ipText(row.ip),
      id: row.upstreamServiceId,
      upstreamId: row.upstreamId ?? '',
    });
  const [verdict] = await judgeEntries(tx, account, [entry]);
  if (!verdict) throw new Error('An entry has no verdict');
  if (verdict.kind !== 'ready') return verdict;
  const { storeId } = account;
  await tx.customer.createMany({
    data: verdict.isNewCustomer ? [{ id: newId('cus'), storeId, email: entry.email, country: entry.country }] : [],
    skipDuplicates: true,
  });
  const customer = await tx.customer.findUniqueOrThrow({ where: { storeId_email: { storeId, email: entry.email } } });
  const serviceId = await makeService(tx, account, verdict.row, customer.id, now);
  const differences = await tx.difference.findMany({
    where: {
      upstreamAccountId: account.id,
      upstreamServiceId: entry.upstreamServiceId,
      settledAt: null,
      kind: { in: ['only_upstream', 'double'] },
    },
    select: { id: true },
  });
  for (const { id } of differences) await settleDifference(tx, actor, id, 'adopted', now);
  await recordAudit(tx, actor, 'service.adopted', serviceId, {
    after: { account: account.id, service: entry.upstreamServiceId, customer: customer.id },
  });
  return { kind: 'adopted', serviceId };
}

/**
 * Makes a row of the upstream's list a service of a customer, without buying or booking anything: all of it or nothing. A row that the
 * customer has already stays as it is. The database lets one service claim a row.
 */
export async function adoptRow(actor: Actor, account: Account, entry: Entry, now: Date): Promise<Adopted> {
  try {
    return await db().$transaction((tx) => inTransaction(tx, actor, account, entry, now));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return { kind: 'refused', message: 'It was adopted in this very moment by somebody else.' };
  }
}
