import { lookup as resolveHost } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import type { UpstreamConnection } from './connection.ts';
import type { TransportFault } from './outcome.ts';
import { isPrivateAddress } from './private-address.ts';

/** A host that stands for, or leads to, an address of no public host. */
export class PrivateAddressError extends Error {
  constructor() {
    super('The address of the upstream account leads into a private network');
  }
}

type Target = { readonly url: URL; readonly lookup: LookupFunction };
type Refusal = { readonly fault: TransportFault; readonly cause: string };

/**
 * Where a connection may go. A host's addresses are looked at in the request's own look-up, so that what was checked is what is
 * connected to, whatever its name server says a moment later; one private address among them is enough to refuse all (S9).
 */
export function reachable(connection: UpstreamConnection): Target | Refusal {
  const url = URL.canParse(connection.url) ? new URL(connection.url) : null;
  // Credentials or parameters in an address would stand in logs on the way.
  const isPlain = url !== null && url.username === '' && url.password === '' && url.search === '';
  if (!isPlain || !['http:', 'https:'].includes(url.protocol)) {
    return { fault: 'address', cause: 'The address of the upstream account cannot be used' };
  }
  // A host that is an IP address is never looked up.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!connection.allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) {
    return { fault: 'private_address', cause: new PrivateAddressError().message };
  }
  return { url, lookup: connection.allowPrivate ? resolveHost : publicOnly };
}

const publicOnly: LookupFunction = (hostname, options, callback) => {
  resolveHost(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    if (addresses.some(({ address }) => isPrivateAddress(address))) return callback(new PrivateAddressError(), []);
    const [first] = addresses;
    if (options.all || !first) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};
