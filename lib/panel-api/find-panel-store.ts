import { findStoreByHost } from '#lib/stores/find-store.ts';

const REMEMBERED_MS = 5_000;
const MAX_HOSTS = 500;

const known = new Map<string, { readonly storeId: string | null; readonly until: number }>();

/** The store of a host name, remembered for seconds, so that a price list can be answered without the database. */
export async function findPanelStore(host: string, now: Date): Promise<string | null> {
  const name = host.slice(0, 255).toLowerCase();
  const found = known.get(name);
  if (found && found.until > now.getTime()) return found.storeId;
  const storeId = await look(name).catch((error: unknown) => {
    // Panels get the last known list while the database is away.
    if (!found) throw error;
    return found.storeId;
  });
  if (known.size >= MAX_HOSTS) known.clear();
  known.set(name, { storeId, until: now.getTime() + REMEMBERED_MS });
  return storeId;
}

async function look(name: string): Promise<string | null> {
  // No name of a host has other signs; the database could not even compare some of them.
  if (!/^[\w.:[\]-]*$/.test(name)) return null;
  return (await findStoreByHost(name))?.id ?? null;
}
