import type { Actor, Permission } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { ServiceAction } from '#lib/domain/service-change.ts';
import { db } from '#lib/platform/db.ts';
import type { ServiceChange } from '#prisma/generated/client.ts';
import { readEdit } from './edit.ts';

/** Who may do what: a renewal costs money, a deletion cannot be undone. */
export function permissionFor(action: ServiceAction): Permission {
  return action === 'renew' || action === 'delete' ? 'services:spend' : 'services:change';
}

/** Who may have to do with a change that was asked for: more of an add-on may cost at once. */
export function permissionOf({ action, wanted }: Pick<ServiceChange, 'action' | 'wanted'>): Permission {
  const isSized = action === 'edit' && readEdit(wanted).addons !== undefined;
  return isSized ? 'services:spend' : permissionFor(action);
}

/** A service of the actor's store with its account; refuses with `service_not_found`. */
export async function findOwned(actor: Actor, serviceId: string) {
  const service = await db().service.findFirst({
    where: { id: serviceId, storeId: actor.storeId },
    include: { account: true },
  });
  if (!service) throw new AppError('not_found', 'service_not_found', 'There is no such service in this store.');
  return service;
}

/** See `findOwned`. */
export type OwnedService = Awaited<ReturnType<typeof findOwned>>;

/** A change in the actor's store, with its calls from old to new; refuses with `change_not_found` or `not_allowed`. */
export async function findOwnChange(actor: Actor, changeId: string) {
  const change = await db().serviceChange.findFirst({
    where: { id: changeId, storeId: actor.storeId },
    include: { calls: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] } },
  });
  if (!change) throw new AppError('not_found', 'change_not_found', 'There is no such change in this store.');
  demand(actor, permissionOf(change));
  return change;
}
