import { isIP } from 'node:net';
import { isPrivateAddress } from '#lib/gateways/upstream/private-address.ts';

/**
 * Whether a URL's host can be told to be private by sight: an address of no public host, or this machine's own name. Other names are
 * looked at in each call's own look-up (gateways/upstream/reachable.ts), where what is checked is what is connected to.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return isPrivateAddress(host);
  return host === 'localhost' || host.endsWith('.localhost');
}
