import { AppError } from './errors.ts';

/** What a member of staff may do: `owner` everything, `support` orders without prices and refunds. */
export type StaffRole = 'owner' | 'support';

/** Who is doing this, and in which store. Every command and query takes one first. */
export type Actor =
  | { readonly kind: 'visitor'; readonly storeId: string; readonly address: string }
  | { readonly kind: 'customer'; readonly storeId: string; readonly customerId: string }
  | { readonly kind: 'panel'; readonly storeId: string; readonly customerId: string | null; readonly address: string }
  | {
      readonly kind: 'staff';
      readonly storeId: string;
      readonly userId: string;
      readonly email: string;
      readonly role: StaffRole;
    }
  | { readonly kind: 'system'; readonly storeId: string; readonly job: string };

/** A member of staff, as a command that only staff may use receives it. */
export type StaffActor = Extract<Actor, { kind: 'staff' }>;

/** What staff may do, each with the roles that may. */
const PERMISSIONS = {
  'orders:read': ['owner', 'support'],
  'orders:fulfil': ['owner', 'support'],
  'orders:refund': ['owner'],
  'prices:read': ['owner', 'support'],
  'prices:write': ['owner'],
  'mails:read': ['owner', 'support'],
  'services:read': ['owner', 'support'],
  'services:change': ['owner', 'support'],
  'services:spend': ['owner'],
  'upstream:read': ['owner', 'support'],
  'upstream:write': ['owner'],
  'reconciliation:act': ['owner'],
} as const satisfies Record<string, readonly StaffRole[]>;

/** A thing that staff may be allowed to do. */
export type Permission = keyof typeof PERMISSIONS;

/** Whether the actor may do this. Only staff and the system ever may. */
export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'staff') return false;
  const roles: readonly StaffRole[] = PERMISSIONS[permission];
  return roles.includes(actor.role);
}

/** Refuses with `forbidden` unless the actor may do this. */
export function demand(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) {
    throw new AppError('forbidden', 'not_allowed', 'Your role in this store does not allow that.');
  }
}

/** The id by which the audit names an actor. */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return actor.userId;
    case 'customer':
      return actor.customerId;
    case 'panel':
      return actor.customerId ?? '';
    case 'system':
      return actor.job;
    case 'visitor':
      return '';
  }
}
