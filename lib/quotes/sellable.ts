import { TRIAL } from '#lib/domain/billing-period.ts';
import type { Tx } from '#lib/platform/db.ts';

/** A period that the checkout may offer. */
export type Sellable = {
  readonly period: number;
  readonly retail: bigint;
  readonly currency: string;
  readonly name: string;
};

/** What a published list sells of a product, the shortest period first: no trial, and nothing that is free. */
export function sellable(tx: Tx, listId: string, productId: string): Promise<Sellable[]> {
  return tx.publishedPrice.findMany({
    where: { publishedPriceListId: listId, productId, period: { not: TRIAL }, retail: { gt: 0 } },
    orderBy: { period: 'asc' },
    select: { period: true, retail: true, currency: true, name: true },
  });
}
