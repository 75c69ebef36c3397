import { connectionFor } from '#lib/gateways/upstream/connect.ts';
import { db } from '#lib/platform/db.ts';

/** An item with what ordering it needs. */
export async function loadItem(itemId: string) {
  return db().orderItem.findUniqueOrThrow({
    where: { id: itemId },
    include: {
      account: true,
      product: true,
      order: { include: { customer: true, store: true, items: true } },
      calls: { orderBy: { createdAt: 'asc' } },
    },
  });
}

/** See `loadItem`. */
export type LoadedItem = Awaited<ReturnType<typeof loadItem>>;

/** The connection to the account that the item was sold from. */
export function connectionOf(item: LoadedItem) {
  return connectionFor(item.account);
}
