import type { Actor } from '#lib/domain/actor.ts';

/** The actor of everything that the fulfilment job does. */
export function fulfilmentActor(storeId: string): Actor {
  return { kind: 'system', storeId, job: 'fulfilment' };
}
