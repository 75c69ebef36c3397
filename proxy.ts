import { randomBytes } from 'node:crypto';
import type { NextRequest } from 'next/server';
import { NextResponse } from 'next/server';
import { contentSecurityPolicy, PATH_HEADER, securityHeaders } from '#lib/web/security-headers.ts';

/** Security headers for every page. Never authorisation. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'));
  const forwarded = new Headers(request.headers);
  forwarded.set('Content-Security-Policy', policy);
  forwarded.set(PATH_HEADER, pathname + search);
  const response = NextResponse.next({ request: { headers: forwarded } });
  response.headers.set('Content-Security-Policy', policy);
  for (const [name, value] of Object.entries(securityHeaders())) response.headers.set(name, value);
  return response;
}

// Files, and the notifications, whose bodies Next would otherwise keep a second time for this file.
export const config = {
  matcher: ['/((?!_next/static/|_next/image$|icon\\.svg$|robots\\.txt$|api/payments/[^/]+$).*)'],
};
