import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor, StaffActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { db } from '#lib/platform/db.ts';
import { passwordFits } from '#lib/platform/password.ts';
import { takeRateLimit } from '#lib/platform/rate-limit.ts';

const ATTEMPTS = 10;
const WINDOW_SECONDS = 15 * 60;

/**
 * Who signs in to a store with this e-mail and password. Refuses a wrong e-mail, a wrong password and a missing membership with
 * the same `unauthenticated` and after the same time (S4), and with `rate_limited` after ten attempts in fifteen minutes, counted
 * by address and by e-mail.
 */
export async function verifySignIn(
  visitor: Extract<Actor, { kind: 'visitor' }>,
  input: { email: string; password: string },
  now: Date,
): Promise<StaffActor> {
  const email = input.email.trim().toLowerCase();
  const byAddress = await takeRateLimit(`sign-in:address:${visitor.address}`, ATTEMPTS, WINDOW_SECONDS, now);
  const byEmail = await takeRateLimit(`sign-in:email:${email}`, ATTEMPTS, WINDOW_SECONDS, now);
  if (!byAddress || !byEmail) {
    throw new AppError(
      'rate_limited',
      'too_many_sign_ins',
      'There were too many attempts to sign in. Wait 15 minutes, then try again.',
    );
  }
  const user = await db().user.findUnique({
    where: { email },
    select: {
      id: true,
      passwordHash: true,
      memberships: { where: { storeId: visitor.storeId }, select: { role: true } },
    },
  });
  const fits = await passwordFits(user?.passwordHash ?? null, input.password);
  const role = user?.memberships[0]?.role;
  if (!fits || !user || role === undefined) {
    throw new AppError('unauthenticated', 'wrong_sign_in', 'This e-mail and password do not fit together.');
  }
  const staff: StaffActor = { kind: 'staff', storeId: visitor.storeId, userId: user.id, email, role };
  await db().$transaction((tx) =>
    recordAudit(tx, staff, 'staff.signed_in', user.id, { after: { address: visitor.address } }),
  );
  return staff;
}
