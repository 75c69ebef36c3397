import type { Actor } from '#lib/domain/actor.ts';

/** The actor of everything that the job of service changes does. */
export function changesActor(storeId: string): Actor {
  return { kind: 'system', storeId, job: 'service-changes' };
}
