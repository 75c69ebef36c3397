/** What is done to a service that exists; the members of the database's enum. */
export const SERVICE_ACTIONS = ['renew', 'edit', 'suspend', 'resume', 'delete'] as const;
export type ServiceAction = (typeof SERVICE_ACTIONS)[number];

/** Where a service stands at the upstream, as last seen; the members of the database's enum. */
export type ServiceStatus = 'active' | 'suspended' | 'deleted';

/** Where a change of a service stands; the members of the database's enum. */
export type ServiceChangeStatus =
  | 'queued'
  | 'sending'
  | 'uncertain'
  | 'blocked'
  | 'needs_person'
  | 'done'
  | 'cancelled';

/**
 * Every move that a change may make. Anything else is refused. `uncertain` is also where an accepted change waits until the
 * upstream shows it; from there only a person cancels.
 */
export const CHANGE_MOVES = {
  queued: ['sending', 'done', 'blocked', 'needs_person', 'cancelled'],
  sending: ['queued', 'blocked', 'needs_person', 'uncertain'],
  uncertain: ['done', 'queued', 'needs_person', 'cancelled'],
  blocked: ['queued', 'cancelled'],
  needs_person: ['queued', 'done', 'cancelled'],
  done: [],
  cancelled: ['queued'],
} as const satisfies Record<ServiceChangeStatus, readonly ServiceChangeStatus[]>;

/** Whether a change may move from one status to another. */
export function mayMoveChange(from: ServiceChangeStatus, to: ServiceChangeStatus): boolean {
  const targets: readonly ServiceChangeStatus[] = CHANGE_MOVES[from];
  return targets.includes(to);
}

/** Whether a change still has something to come. */
export function isOpenChange(status: ServiceChangeStatus): boolean {
  return status !== 'done' && status !== 'cancelled';
}

/** Whether a change goes on soon by itself, so that a page about it should look again. */
export function isMovingChange(status: ServiceChangeStatus): boolean {
  return status === 'queued' || status === 'sending' || status === 'uncertain';
}

/**
 * Whether doing an action twice does no harm: it leads to a state, so an unanswered write may be sent again once the service is
 * seen not to be in it. A renewal is none of these: it costs money each time.
 */
export function isRepeatable(action: ServiceAction): boolean {
  return action !== 'renew';
}

/** The changes that must not overlap: all of one service at the upstream. */
export function changeKey(service: { readonly upstreamServiceId: string }): string {
  return `service:${service.upstreamServiceId}`;
}
