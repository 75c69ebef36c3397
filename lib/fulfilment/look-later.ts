import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import { RECONCILE_AT_MS } from '#lib/domain/fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';
import type { UpstreamCall } from '#prisma/generated/client.ts';
import { giveToPerson } from './give-to-person.ts';
import type { LoadedItem } from './load-item.ts';

/** The moment from which a write counts as over. */
export function endOf(call: UpstreamCall): Date {
  return call.finishedAt ?? call.deadlineAt;
}

/** Comes back to an unanswered write at the next moment of the table; after the last one a person decides. */
export async function lookLater(
  item: LoadedItem,
  from: Extract<FulfilmentStatus, 'uncertain' | 'in_cart'>,
  call: UpstreamCall,
  detail: string,
  now: Date,
): Promise<void> {
  const next = RECONCILE_AT_MS.find((ms) => later(endOf(call), ms) > now);
  if (next === undefined) return giveToPerson(item, from, 'unresolved', detail);
  await db().orderItem.updateMany({
    where: { id: item.id, fulfilmentStatus: from },
    data: { nextAttemptAt: later(endOf(call), next) },
  });
}
