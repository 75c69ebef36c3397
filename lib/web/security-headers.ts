import { env } from '#lib/platform/env.ts';

/** The request header by which pages learn their own path. */
export const PATH_HEADER = 'x-panelshop-path';

const KEY_IN_ADDRESS = /^\/(?:checkout|orders|test-payments)(?:\/|$)/;

/** The content security policy of one response (S5): own scripts with this nonce, nothing inline, nothing of others. */
export function contentSecurityPolicy(nonce: string): string {
  const publicUrl = new URL(env().publicUrl);
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    // A form may lead to the hosted payment page, which stands at the public address even where the shop is opened by another.
    `form-action 'self' ${publicUrl.origin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** The other headers of one response; addresses that carry a key are never told to anybody. */
export function securityHeaders(path: string): Readonly<Record<string, string>> {
  return {
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': KEY_IN_ADDRESS.test(path) ? 'no-referrer' : 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    ...(env().publicUrl.startsWith('https://') ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}
