import { AppError } from '#lib/domain/errors.ts';
import { db } from '#lib/platform/db.ts';
import { PASSWORD_LEAST } from '#lib/platform/env.ts';
import { hashPassword } from '#lib/platform/password.ts';

/**
 * Gives a member of staff another password and a fresh count of attempts to sign in, and ends the sessions that began before. For
 * whoever runs the shop, who acts in no store. Refuses with `password_too_short` and `user_not_found`.
 */
export async function setPassword(email: string, password: string, now: Date): Promise<void> {
  if (password.length < PASSWORD_LEAST) {
    throw new AppError('invalid', 'password_too_short', `The password has fewer than ${PASSWORD_LEAST} characters.`);
  }
  const name = email.trim().toLowerCase();
  const passwordHash = await hashPassword(password);
  const { count } = await db().user.updateMany({
    where: { email: name },
    data: { passwordHash, passwordChangedAt: now },
  });
  if (count === 0) throw new AppError('not_found', 'user_not_found', `There is no member of staff ${name}.`);
  const key = `sign-in:email:${name}`;
  await db().rateLimit.deleteMany({ where: { OR: [{ key }, { key: { startsWith: `${key}:` } }] } });
}
