import type { Actor } from '#lib/domain/actor.ts';
import { may } from '#lib/domain/actor.ts';
import type { ServiceAction } from '#lib/domain/service-change.ts';
import { isOpenChange } from '#lib/domain/service-change.ts';
import type { Service, ServiceChange, UpstreamCall } from '#prisma/generated/client.ts';
import { actionNoun } from './change-words.ts';
import { permissionFor, permissionOf } from './find-owned.ts';
import { isUnsettled } from './load-change.ts';

/** What staff may do to a change that waits. */
export type ChangeDeed = 'check' | 'retry' | 'settle' | 'cancel';

type Reasons<T extends string> = Readonly<Record<T, string | null>>;
type ShownService = Pick<Service, 'kind' | 'status'>;

const ROLE = 'Your role in this store does not allow that.';

function whyNot(actor: Actor, service: ShownService, open: ServiceChange | null, action: ServiceAction): string | null {
  if (!may(actor, permissionFor(action))) return ROLE;
  if (service.status === 'deleted') return 'It is deleted at the supplier.';
  if (open) return `Its ${actionNoun(open.action)} is not finished.`;
  const isSwitch = action === 'suspend' || action === 'resume';
  if (isSwitch && service.kind === 'addition') return 'The supplier has no way to do that to a module.';
  if (action === 'suspend' && service.status === 'suspended') return 'It is suspended.';
  if (action === 'resume' && service.status === 'active') return 'It is active.';
  return null;
}

/** Each action on a service with the reason why it cannot be asked for now, or null. The command checks again. */
export function serviceActions(
  actor: Actor,
  service: ShownService,
  changes: readonly ServiceChange[],
): Reasons<ServiceAction> {
  const open = changes.find((change) => isOpenChange(change.status)) ?? null;
  const why = (action: ServiceAction): string | null => whyNot(actor, service, open, action);
  return {
    renew: why('renew'),
    edit: why('edit'),
    suspend: why('suspend'),
    resume: why('resume'),
    delete: why('delete'),
  };
}

/** Each deed on a change with the reason why it is not safe now, or null. The commands check again. */
export function changeDeeds(
  actor: Actor,
  change: ServiceChange & { readonly calls: readonly UpstreamCall[] },
): Reasons<ChangeDeed> {
  const { status } = change;
  const role = may(actor, permissionOf(change)) ? null : ROLE;
  const unsettled = change.calls.some(isUnsettled);
  const accepted = change.calls.at(-1)?.status === 'accepted';
  const held = status === 'blocked' || status === 'needs_person';
  const doubt = 'The supplier may have done it; look there, then settle it by hand.';
  const twice = unsettled || (accepted && change.action === 'renew') ? doubt : null;
  const given = unsettled || accepted ? doubt : null;
  return {
    check: role ?? (status === 'uncertain' ? null : 'There is no open question to the supplier.'),
    retry: role ?? (held ? twice : 'It does not wait to be sent.'),
    settle: role ?? (status === 'uncertain' || status === 'needs_person' ? null : 'It does not wait for a person.'),
    cancel: role ?? (held || status === 'queued' ? given : 'It is under way or over.'),
  };
}
