import { findStoreByHost } from '#lib/stores/find-store.ts';

const REMEMBERED_MS = 5_000;
const MAX_HOSTS = 500;

const known = new Map<string, { readonly storeId: string | null; readonly until: number }>();

/** The store of a host name, remembered for seconds, so that a price list can be answered without the database. */
export async function findPanelStore(host: string, now: Date): Promise<string | null> {
  const name = host.slice(0, 255).toLowerCase();
  const found = known.get(name);
  if (found && found.until > now.getTime()) return found.storeId;
  // No name of a host has such signs; the database could not even compare some of them.
  const store = /^[\w.:[\]-]*$/.test(name) ? await findStoreByHost(name) : null;
  if (known.size >= MAX_HOSTS) known.clear();
  known.set(name, { storeId: store?.id ?? null, until: now.getTime() + REMEMBERED_MS });
  return store?.id ?? null;
}
