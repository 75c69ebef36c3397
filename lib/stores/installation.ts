import { db } from '#lib/platform/db.ts';
import { env } from '#lib/platform/env.ts';

/** What nobody may overlook on any page: money or modules that are not real. */
export type InstallationFlags = {
  /** An enabled upstream account of the store is the sandbox. */
  readonly sandbox: boolean;
  /** Customers can pay with the test provider. */
  readonly testPayments: boolean;
  /** An enabled upstream account of the store spends real money. */
  readonly realUpstream: boolean;
};

/** The flags of one store's pages. Needs no permission: customers see them too. */
export async function installationFlags(storeId: string): Promise<InstallationFlags> {
  const accounts = await db().upstreamAccount.findMany({
    where: { storeId, enabled: true },
    distinct: ['isSandbox'],
    select: { isSandbox: true },
  });
  return {
    sandbox: accounts.some((account) => account.isSandbox),
    testPayments: env().testPayments,
    realUpstream: accounts.some((account) => !account.isSandbox),
  };
}
