import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { openPayment } from '#lib/billing/open-payment.ts';
import type { Tx } from '#lib/platform/db.ts';
import { checkSale } from '#lib/pricing/below-cost.ts';
import { ownership } from '#lib/quotes/owned.ts';
import type { Order, OrderItem } from '#prisma/generated/client.ts';

/**
 * The open payment of a placed, unpaid order, or a new one after a decline; gives its id. The caller holds the order's lock.
 * Refuses with `price_below_cost` and `already_owned`: what could not be sold now is not paid for either.
 */
export async function continuePayment(
  tx: Tx,
  actor: Actor,
  order: Order & { readonly items: readonly OrderItem[] },
  now: Date,
): Promise<string> {
  for (const item of order.items) {
    if ((await checkSale(tx, item)) !== 'ok') {
      throw new AppError(
        'conflict',
        'price_below_cost',
        'The price has changed at our supplier. Nothing was charged; look at the present price and order again.',
      );
    }
    if ((await ownership(tx, item.storeId, item)) !== 'free') {
      throw new AppError(
        'conflict',
        'already_owned',
        'It is there already, or another order is bringing it. Nothing was charged.',
      );
    }
  }
  return openPayment(tx, actor, order, now);
}
