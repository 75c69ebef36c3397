import type { Quantities } from '#lib/domain/addons.ts';
import { TRIAL } from '#lib/domain/billing-period.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { Tx } from '#lib/platform/db.ts';
import type { PricedChoice } from '#lib/pricing/price-with-addons.ts';
import { priceWithAddons } from '#lib/pricing/price-with-addons.ts';

/** A period that the checkout may offer; `retail` is with the chosen add-ons. */
export type Sellable = PricedChoice & {
  readonly period: number;
  readonly currency: string;
  readonly name: string;
  readonly kind: ProductKind;
  readonly upstreamAccountId: string;
  readonly upstreamId: string;
};

/** What a published list sells of a product in these quantities, the shortest period first: no trial, and nothing that is free. */
export async function sellable(
  tx: Tx,
  listId: string,
  productId: string,
  quantities: Quantities,
): Promise<readonly Sellable[]> {
  const prices = await tx.publishedPrice.findMany({
    where: { publishedPriceListId: listId, productId, period: { not: TRIAL }, retail: { gt: 0 } },
    orderBy: { period: 'asc' },
    select: {
      period: true,
      retail: true,
      addons: true,
      currency: true,
      name: true,
      kind: true,
      upstreamAccountId: true,
      upstreamId: true,
    },
  });
  return prices.flatMap(({ addons, ...price }) => {
    const priced = priceWithAddons({ retail: price.retail, addons }, quantities);
    return priced === null ? [] : [{ ...price, ...priced }];
  });
}
