import { cookies } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { NextRequest } from 'next/server';
import type { NextAuthOptions } from 'next-auth';
import NextAuth, { getServerSession } from 'next-auth';
import { encode } from 'next-auth/jwt';
import CredentialsProvider from 'next-auth/providers/credentials';
import { z } from 'zod';
import type { StaffActor } from '#lib/domain/actor.ts';
import { derivedKey } from '#lib/platform/crypto.ts';
import { env } from '#lib/platform/env.ts';
import { findStoreByHost } from '#lib/stores/find-store.ts';
import type { StaffSession } from '#lib/staff/find-staff.ts';
import { SESSION_SECONDS } from '#lib/staff/find-staff.ts';
import { verifySignIn } from '#lib/staff/verify-sign-in.ts';
import { addressOf } from './address.ts';
import { authEndpoint, neverAtFault } from './auth-endpoints.ts';
import { nullOnFailure } from './null-on-failure.ts';
import { keepSignedInAt, sessionOf, tokenOf } from './session-token.ts';

const credentialsSchema = z.object({ email: z.string().max(320), password: z.string().max(1000) });
const sessionSchema = z.object({ token: z.unknown() });

function isSecure(): boolean {
  return env().publicUrl.startsWith('https://');
}

function cookieName(): string {
  return isSecure() ? '__Secure-panelshop-session' : 'panelshop-session';
}

function cookieOptions(): { httpOnly: true; sameSite: 'lax'; path: '/'; secure: boolean } {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() };
}

async function authorize(credentials: unknown, headers: Headers) {
  const input = credentialsSchema.safeParse(credentials);
  const store = await findStoreByHost(headers.get('host') ?? '');
  if (!input.success || !store) return null;
  const now = new Date();
  const visitor = { kind: 'visitor', storeId: store.id, address: addressOf(headers) } as const;
  const staff = await verifySignIn(visitor, input.data, now);
  return { id: staff.userId, email: staff.email, signedInAt: now.getTime() };
}

/**
 * How next-auth is set up: sign-in by e-mail and password, the session a signed and encrypted cookie of twelve hours.
 * Its public address comes from NEXTAUTH_URL, which the process sets when it starts.
 */
function authOptions(): NextAuthOptions {
  return {
    secret: derivedKey('sessions'),
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: isSecure(),
    cookies: { sessionToken: { name: cookieName(), options: cookieOptions() } },
    providers: [
      CredentialsProvider({
        credentials: { email: { label: 'E-mail', type: 'email' }, password: { label: 'Password', type: 'password' } },
        // What this throws, next-auth repeats in a public address.
        authorize: (credentials, request) => nullOnFailure(() => authorize(credentials, new Headers(request.headers))),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => keepSignedInAt(token, user),
      session: ({ session, token }) => Object.assign(session, { token }),
    },
  };
}

/** The endpoints under /api/auth that `authEndpoint` leaves. */
export async function answerAuth(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const by = authEndpoint(request.method, (await context.params).nextauth);
  if (by === 'none') return new Response('There is nothing here.\n', { status: 404 });
  if (by === 'sign_in_page') return new Response(null, { status: 303, headers: { location: '/sign-in' } });
  return neverAtFault(() => NextAuth(request, context, authOptions()));
}

/** The session that the request carries; null without one. Whether it still counts, and for what, is not in it: `findStaff`. */
export async function currentSession(): Promise<StaffSession | null> {
  try {
    const session = sessionSchema.safeParse(await getServerSession(authOptions()));
    return session.success ? sessionOf(session.data.token) : null;
  } catch (error) {
    unstable_rethrow(error);
    // next-auth throws over cookies of its own that it cannot read.
    return null;
  }
}

/**
 * Gives the browser a session, in the form that next-auth reads. For the sign-in form, which also works without script.
 * `signedInAt` is from before the password was checked, so that one that is changed meanwhile ends the session.
 */
export async function beginSession(staff: StaffActor, signedInAt: Date): Promise<void> {
  const token = await encode({
    token: tokenOf({ userId: staff.userId, signedInAt }, staff.email),
    secret: derivedKey('sessions'),
    maxAge: SESSION_SECONDS,
  });
  (await cookies()).set(cookieName(), token, { ...cookieOptions(), maxAge: SESSION_SECONDS });
}

/** Takes the session from the browser. */
export async function endSession(): Promise<void> {
  (await cookies()).set(cookieName(), '', { ...cookieOptions(), maxAge: 0 });
}
