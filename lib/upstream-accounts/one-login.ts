import { AppError } from '#lib/domain/errors.ts';
import type { Tx } from '#lib/platform/db.ts';
import { loginKey } from './login.ts';

/** Chosen once: two accounts with one login, made at the same moment, follow each other. */
const LOCK = 7_242_511;

/**
 * Refuses with `login_known` a login that another account of the installation has, in whatever spelling: two accounts with one list
 * would adopt each other's purchases. Holds until the transaction ends.
 */
export async function claimLogin(
  tx: Tx,
  login: { readonly url: string; readonly username: string },
  exceptId: string | null,
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
  const others = await tx.upstreamAccount.findMany({
    where: { username: login.username, ...(exceptId === null ? {} : { id: { not: exceptId } }) },
    select: { url: true, username: true },
  });
  const key = loginKey(login);
  if (others.some((other) => loginKey(other) === key)) {
    const message =
      'This login is already an account of this installation. One account per login: they would share one list.';
    throw new AppError('conflict', 'login_known', message, 'username');
  }
}
