import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor, StaffActor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { db } from '#lib/platform/db.ts';
import { log } from '#lib/platform/log.ts';
import { passwordFits } from '#lib/platform/password.ts';
import { takeRateLimit } from '#lib/platform/rate-limit.ts';

type Visitor = Extract<Actor, { kind: 'visitor' }>;

const WINDOW_SECONDS = 15 * 60;
const PER_ADDRESS = 30;
const PER_EMAIL_AND_ADDRESS = 10;
const PER_EMAIL = 100;

/** Counts an attempt. Each limit is asked only when the one before it has room, so that no address alone uses an e-mail's up. */
async function mayTry(email: string, address: string, now: Date): Promise<boolean> {
  return (
    (await takeRateLimit(`sign-in:address:${address}`, PER_ADDRESS, WINDOW_SECONDS, now)) &&
    (await takeRateLimit(`sign-in:email:${email}:${address}`, PER_EMAIL_AND_ADDRESS, WINDOW_SECONDS, now)) &&
    (await takeRateLimit(`sign-in:email:${email}`, PER_EMAIL, WINDOW_SECONDS, now))
  );
}

/** "o…@e…": enough to recognise an own address, and nothing of a password that was typed in its place. */
function masked(email: string): string {
  return email
    .split('@', 2)
    .map((part) => `${part.slice(0, 1)}…`)
    .join('@');
}

async function check(visitor: Visitor, email: string, password: string, now: Date): Promise<StaffActor> {
  if (!(await mayTry(email, visitor.address, now))) {
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
  const fits = await passwordFits(user?.passwordHash ?? null, password);
  const role = user?.memberships[0]?.role;
  if (!fits || !user || role === undefined) {
    throw new AppError('unauthenticated', 'wrong_sign_in', 'This e-mail and password do not fit together.');
  }
  return { kind: 'staff', storeId: visitor.storeId, userId: user.id, email, role };
}

/**
 * Who signs in to a store with this e-mail and password. Refuses a wrong e-mail, a wrong password and a missing membership with
 * the same `unauthenticated` and after the same time (S4), and with `rate_limited` after, in fifteen minutes, 30 attempts from an
 * address, 10 of these for one e-mail, or 100 for one e-mail from anywhere. Each refusal is logged.
 */
export async function verifySignIn(
  visitor: Visitor,
  input: { email: string; password: string },
  now: Date,
): Promise<StaffActor> {
  // PostgreSQL keeps no NUL and no half of a character in a text.
  const email = input.email.replaceAll('\u0000', '').toWellFormed().trim().toLowerCase();
  try {
    const staff = await check(visitor, email, input.password, now);
    await db().$transaction((tx) =>
      recordAudit(tx, staff, 'staff.signed_in', staff.userId, { after: { address: visitor.address } }),
    );
    return staff;
  } catch (error) {
    if (error instanceof AppError) {
      const { storeId, address } = visitor;
      log().warn({ storeId, address, email: masked(email), reason: error.fact }, 'a sign-in was refused');
    }
    throw error;
  }
}
