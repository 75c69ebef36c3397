import { isBelowCost } from '#lib/domain/price.ts';
import type { Tx } from '#lib/platform/db.ts';

/** Whether a sale at this retail price may be made by what the upstream asks now; `gone`: it does not sell it any more. */
export type SaleCheck = 'ok' | 'below_cost' | 'gone';

/** What the upstream asks for a period of a product now; null when it does not sell it any more. */
export async function currentCost(tx: Tx, sale: { productId: string; period: number }): Promise<bigint | null> {
  const found = await tx.itemCost.findFirst({
    where: { period: sale.period, item: { vanishedAt: null, active: true, product: { id: sale.productId } } },
    select: { cost: true },
  });
  return found?.cost ?? null;
}

/** Compares a retail price with the cost of the last pull (R23). Whether the product is hidden is not asked: it may be paid already. */
export async function checkSale(
  tx: Tx,
  sale: { productId: string; period: number; retail: bigint },
): Promise<SaleCheck> {
  const cost = await currentCost(tx, sale);
  if (cost === null) return 'gone';
  return isBelowCost(sale.retail, cost) ? 'below_cost' : 'ok';
}
