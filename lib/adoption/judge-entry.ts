import { isPeriod } from '#lib/domain/billing-period.ts';
import { isCurrency } from '#lib/domain/currency.ts';
import type { Tx } from '#lib/platform/db.ts';
import { Prisma } from '#prisma/generated/client.ts';
import type { UpstreamRow } from '#prisma/generated/client.ts';
import { isOnTheWay } from '#lib/reconciliation/on-the-way.ts';
import type { Entry } from './read-mapping.ts';

/** What adopting an entry would come to. `ready` carries the row that becomes a service. */
export type Verdict =
  | { readonly kind: 'ready'; readonly row: UpstreamRow; readonly isNewCustomer: boolean }
  | { readonly kind: 'already' }
  | { readonly kind: 'refused'; readonly message: string };

const refused = (message: string): Verdict => ({ kind: 'refused', message });

/** What a row shows that no service of ours may have; null: nothing. */
function unusable({ cost, currency, period }: UpstreamRow): string | null {
  if (cost !== null && cost < 0n) return 'The supplier shows a cost below zero.';
  if (currency !== null && !isCurrency(currency)) return 'The supplier shows a currency that is none.';
  return period !== null && !isPeriod(period) ? `The supplier shows a period of ${period} months.` : null;
}

type Account = { readonly id: string; readonly storeId: string };

/** Says of each entry whether its row can become a service of its customer, from what the database knows now. In the entries' order. */
export async function judgeEntries(tx: Tx, account: Account, entries: readonly Entry[]): Promise<readonly Verdict[]> {
  const ids = entries.map((entry) => entry.upstreamServiceId);
  const held = { upstreamAccountId: account.id, upstreamServiceId: { in: ids } };
  // One after the other: a transaction is one connection.
  // What is on its way is asked first: an order that is accepted between two questions is seen by the later one.
  const waiting = await tx.$queryRaw<{ id: string }[]>`
    SELECT r."upstreamServiceId" AS id FROM upstream_rows r
    WHERE r."upstreamAccountId" = ${account.id} AND r."upstreamServiceId" IN (${Prisma.join(ids)}) AND ${isOnTheWay(account.id)}`;
  const rows = await tx.upstreamRow.findMany({ where: held });
  const services = await tx.service.findMany({
    where: held,
    select: { upstreamServiceId: true, customer: { select: { email: true } } },
  });
  // An order that was given back holds nothing any more.
  const items = await tx.orderItem.findMany({
    where: { ...held, fulfilmentStatus: { not: 'closed' } },
    select: { upstreamServiceId: true, order: { select: { number: true } } },
  });
  const customers = await tx.customer.findMany({
    where: { storeId: account.storeId, email: { in: entries.map((entry) => entry.email) } },
    select: { email: true },
  });
  const rowOf = new Map(rows.map((row) => [row.upstreamServiceId, row]));
  const serviceOf = new Map(services.map((service) => [service.upstreamServiceId, service]));
  const itemOf = new Map(items.map((item) => [item.upstreamServiceId, item]));
  const known = new Set(customers.map((customer) => customer.email));
  const onTheWay = new Set(waiting.map(({ id }) => id));
  return entries.map((entry): Verdict => {
    const { upstreamServiceId: id, email } = entry;
    const [row, service, item] = [rowOf.get(id), serviceOf.get(id), itemOf.get(id)];
    if (service) {
      return service.customer.email === email
        ? { kind: 'already' }
        : refused(`It belongs to ${service.customer.email}.`);
    }
    if (item) return refused(`It was bought by order ${item.order.number}.`);
    if (!row) return refused('The supplier’s list does not show this id.');
    if (row.status === 'deleted') return refused('It is deleted at the supplier.');
    if (row.status === 'ordered') return refused('It is not paid at the supplier.');
    const why = unusable(row);
    if (why !== null) return refused(why);
    if (onTheWay.has(id)) return refused('An order that is under way may have bought it. Wait until that is settled.');
    const isNewCustomer = !known.has(email);
    if (isNewCustomer && entry.country === '') {
      return refused('This customer is new: the country is needed.');
    }
    return { kind: 'ready', row, isNewCustomer };
  });
}
