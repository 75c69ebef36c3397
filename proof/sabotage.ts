import { connectionOf } from '#lib/fulfilment/look.ts';
import { orderService } from '#lib/gateways/upstream/order-service.ts';
import { db } from '#lib/platform/db.ts';
import type { House } from './house.ts';

/**
 * What no part of the shop may do: whatever was sent and not answered is sent again at once. A proof that does not notice this
 * proves nothing.
 */
export async function orderBlindly(house: House): Promise<void> {
  const calls = await db().upstreamCall.findMany({
    where: { status: 'unknown', resolution: null, func: 'addition.order.param' },
    include: { account: true, orderItem: true },
  });
  for (const { account, orderItem, correlation } of calls) {
    const connection = connectionOf(account);
    if (!connection || !orderItem) continue;
    const { licence, upstreamId, period } = orderItem;
    const order = {
      kind: 'addition',
      licence,
      upstreamId,
      period,
      autoprolong: false,
      correlation,
      pay: 'at_once',
    } as const;
    await orderService({ ...connection, url: house.supplier.url }, order);
  }
}
