import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import type { OrderStatus } from '#lib/domain/order.ts';
import { db } from '#lib/platform/db.ts';

/** An order that goes, or went, through an account. */
export type AccountOrder = {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly status: OrderStatus;
  readonly fulfilment: FulfilmentStatus;
  readonly at: Date;
};

/** So many of the store's latest orders are looked through. */
export const LOOKED_THROUGH = 200;
const SHOWN = 10;

/** The latest orders through an account, at most ten, among the store's latest two hundred: a bounded walk along one index. */
export async function accountOrders(storeId: string, accountId: string): Promise<readonly AccountOrder[]> {
  const orders = await db().order.findMany({
    where: { storeId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: LOOKED_THROUGH,
    select: {
      id: true,
      number: true,
      status: true,
      createdAt: true,
      items: { select: { name: true, fulfilmentStatus: true, upstreamAccountId: true } },
    },
  });
  return orders
    .flatMap(({ id, number, status, createdAt, items }) =>
      items
        .filter(({ upstreamAccountId }) => upstreamAccountId === accountId)
        .map(({ name, fulfilmentStatus }) => ({
          id,
          number,
          name,
          status,
          fulfilment: fulfilmentStatus,
          at: createdAt,
        })),
    )
    .slice(0, SHOWN);
}
