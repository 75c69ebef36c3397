import { env } from '#lib/platform/env.ts';

/** The host names that show a store. */
export type StoreHosts = readonly { readonly host: string; readonly createdAt: Date }[];

/**
 * Where customers and staff of a store reach it, without a slash at the end: PUBLIC_URL where that is one of the store's
 * hosts or the store has none, else the store's oldest host with the protocol and port of PUBLIC_URL.
 */
export function storeUrl(hosts: StoreHosts): string {
  const { publicUrl } = env();
  const url = new URL(publicUrl);
  const [oldest] = hosts.toSorted((left, right) => left.createdAt.getTime() - right.createdAt.getTime());
  if (!oldest || hosts.some(({ host }) => host === url.hostname)) return publicUrl;
  url.hostname = oldest.host;
  return url.href.replace(/\/+$/, '');
}
