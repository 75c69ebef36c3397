import type { Clock } from '#lib/platform/clock.ts';
import { later, systemClock } from '#lib/platform/clock.ts';
import type { Tx } from '#lib/platform/db.ts';

/** Whether a licence has a product of a store already, or is about to. */
export type Ownership = 'free' | 'owned' | 'being_bought';

/** A day after the date, because the upstream does not give its time zone (protocol.md 8). */
const GRACE_MS = 24 * 60 * 60_000;

/** Statuses of a paid item on its way to being active. */
const ON_ITS_WAY = ['queued', 'ordering', 'uncertain', 'bought', 'blocked', 'needs_person'] as const;

/**
 * Whether a licence has a product: `owned` by a service that has not expired, `being_bought` by a paid order. Another
 * account's copy of the same tariff counts as the same product.
 */
export async function ownership(
  tx: Tx,
  storeId: string,
  licence: string,
  productId: string,
  clock: Clock = systemClock,
): Promise<Ownership> {
  const product = await tx.product.findFirst({
    where: { id: productId, storeId },
    select: { kind: true, item: { select: { upstreamId: true } } },
  });
  if (!product) return 'free';
  const sameThing = { storeId, kind: product.kind, item: { upstreamId: product.item.upstreamId } };
  const service = await tx.service.findFirst({
    where: {
      storeId,
      licence,
      product: sameThing,
      orderItem: { fulfilmentStatus: { not: 'closed' } },
      OR: [{ expiresOn: null }, { expiresOn: { gte: later(clock(), -GRACE_MS) } }],
    },
    select: { id: true },
  });
  if (service) return 'owned';
  const item = await tx.orderItem.findFirst({
    where: { storeId, licence, product: sameThing, fulfilmentStatus: { in: [...ON_ITS_WAY] } },
    select: { id: true },
  });
  return item ? 'being_bought' : 'free';
}
