import { db } from '#lib/platform/db.ts';

/** An item with what ordering it needs. */
export async function loadItem(itemId: string) {
  return db().orderItem.findUniqueOrThrow({
    where: { id: itemId },
    include: {
      account: true,
      product: true,
      order: { include: { customer: true, store: { include: { hosts: true } }, items: true } },
      calls: { orderBy: { createdAt: 'asc' } },
    },
  });
}

/** See `loadItem`. */
export type LoadedItem = Awaited<ReturnType<typeof loadItem>>;
