/**
 * The address that a request came from, for rate limits: the last entry of X-Forwarded-For, which the nearest hop wrote.
 * Earlier entries are what a client claims.
 */
export function addressOf(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown';
}
