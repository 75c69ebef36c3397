import type { Tx } from '#lib/platform/db.ts';
import { checkSale } from '#lib/pricing/below-cost.ts';
import type { Sellable } from './sellable.ts';

/** Whether the supplier's prices rose past what a quote holds, or the module is gone there: such a quote is not sold from (R23). */
export async function isOvertaken(tx: Tx, productId: string, held: readonly Sellable[]): Promise<boolean> {
  for (const { period, retail } of held) {
    if ((await checkSale(tx, { productId, period, retail })) !== 'ok') return true;
  }
  return false;
}
