import { db } from '#lib/platform/db.ts';

/** What every page needs to know of its store. */
export type StoreView = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly locale: string;
  readonly supportEmail: string;
};

const select = { id: true, name: true, currency: true, locale: true, supportEmail: true } as const;

/** The store that a host name shows (the port is ignored); the only store where no row names the host; else null. */
export async function findStoreByHost(host: string): Promise<StoreView | null> {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  const named = await db().storeHost.findUnique({ where: { host: name }, select: { store: { select } } });
  if (named) return named.store;
  const [only, another] = await db().store.findMany({ take: 2, select });
  return only && !another ? only : null;
}
