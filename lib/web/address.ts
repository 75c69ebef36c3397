import { limitKey } from './sender.ts';

/**
 * Where a request came from, as a key for rate limits: of the last entry of X-Forwarded-For, which the nearest hop wrote.
 * Earlier entries are what a client claims.
 */
export function addressOf(headers: Headers): string {
  return limitKey(headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown');
}
