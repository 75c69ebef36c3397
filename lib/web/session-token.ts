import type { JWT } from 'next-auth/jwt';
import { z } from 'zod';
import type { StaffSession } from '#lib/staff/find-staff.ts';

const signInSchema = z.object({ signedInAt: z.number().int() });
const tokenSchema = signInSchema.extend({ sub: z.string().min(1) });

/** What a session's token says: the user, and the instant of the sign-in in milliseconds, which nothing moves afterwards. */
export function tokenOf(session: StaffSession, email: string): JWT {
  return { sub: session.userId, email, signedInAt: session.signedInAt.getTime() };
}

/** The token at a sign-in, where next-auth gives the user that `authorize` returned, and as it was at every later reading. */
export function keepSignedInAt(token: JWT, user: unknown): JWT {
  const signIn = signInSchema.safeParse(user);
  return signIn.success ? { ...token, signedInAt: signIn.data.signedInAt } : token;
}

/** The session that a token stands for; null for one that does not say when it began. */
export function sessionOf(token: unknown): StaffSession | null {
  const known = tokenSchema.safeParse(token);
  return known.success ? { userId: known.data.sub, signedInAt: new Date(known.data.signedInAt) } : null;
}
