import { cookies } from 'next/headers';
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
import { verifySignIn } from '#lib/staff/verify-sign-in.ts';
import { addressOf } from './address.ts';

const MAX_AGE_SECONDS = 12 * 60 * 60;

const credentialsSchema = z.object({ email: z.string().max(320), password: z.string().max(1000) });
const sessionSchema = z.object({ userId: z.string().min(1) });

function isSecure(): boolean {
  return env().publicUrl.startsWith('https://');
}

function cookieName(): string {
  return isSecure() ? '__Secure-panelshop-session' : 'panelshop-session';
}

function cookieOptions(): { httpOnly: true; sameSite: 'lax'; path: '/'; secure: boolean } {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() };
}

/**
 * How next-auth is set up: sign-in by e-mail and password, the session a signed and encrypted cookie of twelve hours.
 * Its public address comes from NEXTAUTH_URL, which the process sets when it starts.
 */
function authOptions(): NextAuthOptions {
  return {
    secret: derivedKey('sessions'),
    session: { strategy: 'jwt', maxAge: MAX_AGE_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: isSecure(),
    cookies: { sessionToken: { name: cookieName(), options: cookieOptions() } },
    providers: [
      CredentialsProvider({
        credentials: { email: { label: 'E-mail', type: 'email' }, password: { label: 'Password', type: 'password' } },
        authorize: async (credentials, request) => {
          const headers = new Headers(request.headers);
          const input = credentialsSchema.safeParse(credentials);
          const store = await findStoreByHost(headers.get('host') ?? '');
          if (!input.success || !store) return null;
          const visitor = { kind: 'visitor', storeId: store.id, address: addressOf(headers) } as const;
          const staff = await verifySignIn(visitor, input.data, new Date());
          return { id: staff.userId, email: staff.email };
        },
      }),
    ],
    callbacks: { session: ({ session, token }) => Object.assign(session, { userId: token.sub }) },
  };
}

/** next-auth's own endpoints under /api/auth. */
export async function answerAuth(
  request: NextRequest,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const answer: unknown = await NextAuth(request, context, authOptions());
  return answer instanceof Response ? answer : new Response(null, { status: 500 });
}

/** The user whose session the request carries; null without one. What the user may do is not in it. */
export async function signedInUserId(): Promise<string | null> {
  const session = sessionSchema.safeParse(await getServerSession(authOptions()));
  return session.success ? session.data.userId : null;
}

/** Gives the browser a session, in the form that next-auth reads. For the sign-in form, which also works without script. */
export async function beginSession(staff: StaffActor): Promise<void> {
  const token = await encode({
    token: { sub: staff.userId, email: staff.email },
    secret: derivedKey('sessions'),
    maxAge: MAX_AGE_SECONDS,
  });
  (await cookies()).set(cookieName(), token, { ...cookieOptions(), maxAge: MAX_AGE_SECONDS });
}

/** Takes the session from the browser. */
export async function endSession(): Promise<void> {
  (await cookies()).set(cookieName(), '', { ...cookieOptions(), maxAge: 0 });
}
