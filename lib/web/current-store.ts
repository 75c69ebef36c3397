import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { findStoreByHost } from '#lib/stores/find-store.ts';
import type { StoreView } from '#lib/stores/find-store.ts';
import type { InstallationFlags } from '#lib/stores/installation.ts';
import { installationFlags } from '#lib/stores/installation.ts';

/** The store of the request's host name, or null where no store has it; read once a request. */
export const findCurrentStore = cache(async (): Promise<StoreView | null> =>
  findStoreByHost((await headers()).get('host') ?? ''),
);

/** The store of the request's host name. An unknown host is "not found". */
export async function currentStore(): Promise<StoreView> {
  return (await findCurrentStore()) ?? notFound();
}

/** What the bar at the top of every page warns of; read once a request. */
export const currentFlags = cache(async (): Promise<InstallationFlags> => installationFlags((await currentStore()).id));
