import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import type { Tone } from '#components/ui/tone.ts';
import type { ServiceAction, ServiceChangeStatus, ServiceStatus } from '#lib/domain/service-change.ts';

const SERVICE = {
  active: ['good', 'Active'],
  suspended: ['attention', 'Suspended'],
  deleted: ['neutral', 'Deleted'],
} as const satisfies Record<ServiceStatus, readonly [Tone, string]>;

const CHANGE = {
  queued: ['waiting', 'To be sent'],
  sending: ['waiting', 'Being sent'],
  uncertain: ['attention', 'Outcome unknown'],
  blocked: ['attention', 'Held up'],
  needs_person: ['danger', 'Needs a person'],
  done: ['good', 'Done'],
  cancelled: ['neutral', 'Given up'],
} as const satisfies Record<ServiceChangeStatus, readonly [Tone, string]>;

const ACTIONS = {
  renew: 'Renewal',
  edit: 'Change',
  suspend: 'Suspension',
  resume: 'Resumption',
  delete: 'Deletion',
} as const satisfies Record<ServiceAction, string>;

/** What is done to a service, as a heading. */
export function actionName(action: ServiceAction): string {
  return ACTIONS[action];
}

/** Where a service stands at the supplier. */
export function ServiceState({ status }: { status: ServiceStatus }): ReactNode {
  const [tone, word] = SERVICE[status];
  return <Badge tone={tone}>{word}</Badge>;
}

/** Where a change of a service stands; an accepted one waits until the supplier shows it. */
export function ChangeState({
  status,
  accepted = false,
}: {
  status: ServiceChangeStatus;
  accepted?: boolean;
}): ReactNode {
  if (status === 'uncertain' && accepted) return <Badge tone="waiting">Accepted, being read back</Badge>;
  const [tone, word] = CHANGE[status];
  return <Badge tone={tone}>{word}</Badge>;
}
