import type { Actor } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';

/** What anybody may see of the published list: each product with its price for one month, in ten-thousandths. */
export type ShopWindow = {
  readonly currency: string;
  readonly products: readonly { readonly id: string; readonly name: string; readonly monthly: bigint }[];
};

/** The products that the store sells by the month, by name; null before the first publication. */
export async function shopWindow(actor: Actor): Promise<ShopWindow | null> {
  const list = await db().publishedPriceList.findFirst({
    where: { storeId: actor.storeId },
    orderBy: { version: 'desc' },
    select: {
      currency: true,
      prices: {
        where: { period: 1, retail: { gt: 0 } },
        orderBy: { name: 'asc' },
        select: { productId: true, name: true, retail: true },
      },
    },
  });
  if (!list) return null;
  return {
    currency: list.currency,
    products: list.prices.map(({ productId, name, retail }) => ({ id: productId, name, monthly: retail })),
  };
}
