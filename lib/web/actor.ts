import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import type { Actor, StaffActor } from '#lib/domain/actor.ts';
import { findStaff } from '#lib/staff/find-staff.ts';
import { addressOf } from './address.ts';
import { currentStore } from './current-store.ts';
import { PATH_HEADER } from './security-headers.ts';
import { currentSession } from './session.ts';

/** The member of staff who asks, or null. The role is read from the database at each request, never from the cookie. */
export const findStaffActor = cache(async (): Promise<StaffActor | null> => {
  const store = await currentStore();
  const session = await currentSession();
  return session && findStaff(session, store.id, new Date());
});

/** The member of staff who asks; anybody else is sent to sign in and comes back afterwards. */
export async function staffActor(): Promise<StaffActor> {
  const actor = await findStaffActor();
  if (actor) return actor;
  const path = (await headers()).get(PATH_HEADER) ?? '';
  return redirect(path.startsWith('/admin/') ? `/sign-in?next=${encodeURIComponent(path)}` : '/sign-in');
}

/** A customer or anybody else without a sign-in, in the store of the host name. */
export async function visitorActor(): Promise<Extract<Actor, { kind: 'visitor' }>> {
  const store = await currentStore();
  return { kind: 'visitor', storeId: store.id, address: addressOf(await headers()) };
}
