import { isIP } from 'node:net';
import type { ReceivedRequest } from '../request.ts';

/** Whether a form may have come from this site: browsers say so in these headers, programs send neither. */
export function isFromThisSite(request: ReceivedRequest): boolean {
  const site = request.header('sec-fetch-site');
  if (site !== '') return site === 'same-origin' || site === 'none';
  const origin = request.header('origin');
  if (origin === '') return true;
  return URL.canParse(origin) && new URL(origin).host === request.header('host');
}

/**
 * Whether the page was opened by this machine's own name or by a bare address. A name that somebody else's server gives out
 * for this address (DNS rebinding) would make that server's pages "the same site".
 */
export function isOwnHost(request: ReceivedRequest): boolean {
  const host = request.header('host');
  if (host === '' || !URL.canParse(`http://${host}`)) return host === '';
  const { hostname } = new URL(`http://${host}`);
  return hostname === 'localhost' || isIP(hostname.replace(/^\[|\]$/g, '')) > 0;
}
