import type { StaffActor } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';

/** How long a session counts, whatever is done in it. */
export const SESSION_SECONDS = 12 * 60 * 60;

/** A session: whose, and when the password was checked for it. */
export type StaffSession = { readonly userId: string; readonly signedInAt: Date };

/**
 * The member of staff that a session stands for in a store, as of now; null without a membership there, twelve hours after the
 * sign-in, and when the password was changed since.
 */
export async function findStaff(session: StaffSession, storeId: string, now: Date): Promise<StaffActor | null> {
  const { userId, signedInAt } = session;
  if (now.getTime() - signedInAt.getTime() >= SESSION_SECONDS * 1000) return null;
  const membership = await db().membership.findUnique({
    where: { userId_storeId: { userId, storeId } },
    select: { role: true, user: { select: { email: true, passwordChangedAt: true } } },
  });
  if (!membership || signedInAt < membership.user.passwordChangedAt) return null;
  return { kind: 'staff', storeId, userId, email: membership.user.email, role: membership.role };
}
