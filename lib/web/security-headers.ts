import { env } from '#lib/platform/env.ts';

/** The request header by which pages learn their own path. */
export const PATH_HEADER = 'x-panelshop-path';

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

/** The other headers of one response; an address of ours, which may carry a key, is told to nobody else. */
export function securityHeaders(): Readonly<Record<string, string>> {
  return {
    'X-Content-Type-Options': 'nosniff',
    // Not "no-referrer": a form sent without script would then carry the origin "null", and its server action be refused.
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    ...(env().publicUrl.startsWith('https://')
      ? { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }
      : {}),
  };
}
