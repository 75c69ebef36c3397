'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { verifySignIn } from '#lib/staff/verify-sign-in.ts';
import { visitorAction } from '#lib/web/action.ts';
import { beginSession } from '#lib/web/session.ts';

const schema = z.object({
  email: z.string().trim().min(1, 'Enter your e-mail address.').max(320, 'This is too long for an e-mail address.'),
  password: z.string().min(1, 'Enter your password.').max(1000, 'This is too long for a password.'),
  next: z
    .string()
    .regex(/^\/admin(?:[/?]|$)/)
    .catch('/admin'),
});

export const signInAction = visitorAction(schema, async (visitor, { email, password, next }) => {
  await beginSession(await verifySignIn(visitor, { email, password }, new Date()));
  return redirect(next);
});
