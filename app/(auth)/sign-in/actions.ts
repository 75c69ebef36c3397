'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { verifySignIn } from '#lib/staff/verify-sign-in.ts';
import { visitorAction } from '#lib/web/action.ts';
import { beginSession } from '#lib/web/session.ts';
import { nextPath } from './next-path.ts';

const schema = z.object({
  email: z.string().trim().min(1, 'Enter your e-mail address.').max(320, 'This is too long for an e-mail address.'),
  password: z.string().min(1, 'Enter your password.').max(1000, 'This is too long for a password.'),
  next: z.unknown().transform(nextPath),
});

export const signInAction = visitorAction(schema, async (visitor, { email, password, next }) => {
  const now = new Date();
  await beginSession(await verifySignIn(visitor, { email, password }, now), now);
  return redirect(next);
});
