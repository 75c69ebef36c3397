import type { Tx } from '#lib/platform/db.ts';

/** Whether a licence has a product of a store already, or is about to. */
export type Ownership = 'free' | 'owned' | 'being_bought';

/** Statuses of a paid item on its way to being active. */
const ON_ITS_WAY = ['queued', 'ordering', 'uncertain', 'bought', 'blocked', 'needs_person'] as const;

/**
 * Whether a licence has a product: `owned` by a service, `being_bought` by a paid order. A service counts also when its date
 * is over or its money was given back: it still stands at the upstream, where buying it again would be held for a person.
 * Another account's copy of the same tariff counts as the same product.
 */
export async function ownership(tx: Tx, storeId: string, licence: string, productId: string): Promise<Ownership> {
  const product = await tx.product.findFirst({
    where: { id: productId, storeId },
    select: { kind: true, item: { select: { upstreamId: true } } },
  });
  if (!product) return 'free';
  const sameThing = { storeId, kind: product.kind, item: { upstreamId: product.item.upstreamId } };
  const service = await tx.service.findFirst({
    where: { storeId, licence, product: sameThing },
    select: { id: true },
  });
  if (service) return 'owned';
  const item = await tx.orderItem.findFirst({
    where: { storeId, licence, product: sameThing, fulfilmentStatus: { in: [...ON_ITS_WAY] } },
    select: { id: true },
  });
  return item ? 'being_bought' : 'free';
}
