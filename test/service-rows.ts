import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import type { Prisma } from '#prisma/generated/client.ts';

type Owner = { readonly storeId: string; readonly accountId: string };

/** A service that stands in our tables alone: active, 10 EUR a month unless `change` says otherwise. */
export async function makeServiceRow(
  { storeId, accountId }: Owner,
  change: Partial<Prisma.ServiceUncheckedCreateInput> = {},
): Promise<string> {
  const id = newId('svc');
  const customerId = newId('cus');
  await db().customer.create({ data: { id: customerId, storeId, email: `${customerId}@example.org`, country: 'DE' } });
  await db().service.create({
    data: {
      id,
      storeId,
      customerId,
      upstreamAccountId: accountId,
      upstreamServiceId: id,
      kind: 'soft',
      upstreamId: '1',
      name: 'Licence',
      period: 1,
      upstreamCost: 100_000n,
      upstreamCurrency: 'EUR',
      ...change,
    },
  });
  return id;
}

/** A renewal of such a service, and its call, in our tables alone; gives the call's id. */
export async function makeRenewalRow(
  owner: Owner,
  cost: bigint,
  call: Pick<Prisma.UpstreamCallUncheckedCreateInput, 'status' | 'deadlineAt' | 'finishedAt' | 'resolution'>,
): Promise<string> {
  const { storeId, accountId } = owner;
  const serviceId = await makeServiceRow(owner);
  const serviceChangeId = newId('chg');
  const renewal = { action: 'renew', period: 1, cost, currency: 'EUR', requestedBy: 'test' } as const;
  await db().serviceChange.create({ data: { id: serviceChangeId, storeId, serviceId, ...renewal } });
  const id = newId('call');
  const about = { func: 'service.prolong', naturalKey: serviceId, correlation: id, request: {} } as const;
  await db().upstreamCall.create({
    data: { id, storeId, upstreamAccountId: accountId, serviceChangeId, ...about, ...call },
  });
  return id;
}
