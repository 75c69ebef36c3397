import type { Subject } from '#lib/domain/product-kind.ts';
import { subjectOf } from '#lib/domain/product-kind.ts';
import type { Tx } from '#lib/platform/db.ts';

/** Whether a licence or a server has a product of a store already, or is about to. */
export type Ownership = 'free' | 'owned' | 'being_bought';

/** Statuses of a paid item on its way to being active. */
const ON_ITS_WAY = ['queued', 'ordering', 'uncertain', 'in_cart', 'bought', 'blocked', 'needs_person'] as const;

/**
 * Whether somebody has this thing: `owned` by a service, `being_bought` by a paid order. A service counts until it is deleted, also
 * when its date is over or its money was given back: it still stands at the upstream, where buying it again would be held for a
 * person. Another account's copy of the same tariff counts as the same; platforms may stand side by side.
 */
export async function ownership(
  tx: Tx,
  storeId: string,
  thing: Subject & { readonly upstreamId: string },
): Promise<Ownership> {
  const { kind, upstreamId } = thing;
  const subject = subjectOf(thing);
  if (subject === null) return 'free';
  const same = { storeId, kind, upstreamId, ...(kind === 'addition' ? { licence: subject } : { ip: subject }) };
  const service = await tx.service.findFirst({
    where: { ...same, status: { not: 'deleted' } },
    select: { id: true },
  });
  if (service) return 'owned';
  const item = await tx.orderItem.findFirst({
    where: { ...same, fulfilmentStatus: { in: [...ON_ITS_WAY] } },
    select: { id: true },
  });
  return item ? 'being_bought' : 'free';
}
