import type { StaffActor } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';

/** The member of staff that a user is in a store, as of now; null when the user has no membership there. */
export async function findStaff(userId: string, storeId: string): Promise<StaffActor | null> {
  const membership = await db().membership.findUnique({
    where: { userId_storeId: { userId, storeId } },
    select: { role: true, user: { select: { email: true } } },
  });
  return membership ? { kind: 'staff', storeId, userId, email: membership.user.email, role: membership.role } : null;
}
