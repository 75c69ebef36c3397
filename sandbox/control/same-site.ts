import type { ReceivedRequest } from '../request.ts';

/** Whether a form may have come from this site: browsers say so in these headers, programs send neither. */
export function isFromThisSite(request: ReceivedRequest): boolean {
  const site = request.header('sec-fetch-site');
  if (site !== '') return site === 'same-origin' || site === 'none';
  const origin = request.header('origin');
  if (origin === '') return true;
  return URL.canParse(origin) && new URL(origin).host === request.header('host');
}
