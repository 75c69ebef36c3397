import type { Quantities } from '#lib/domain/addons.ts';
import type { Tx } from '#lib/platform/db.ts';
import { checkSale } from '#lib/pricing/below-cost.ts';
import type { Sellable } from './sellable.ts';

/** Whether the supplier's prices rose past what a quote holds, or the product is gone there: such a quote is not sold from (R23). */
export async function isOvertaken(tx: Tx, held: readonly Sellable[], addons: Quantities): Promise<boolean> {
  for (const { upstreamAccountId, kind, upstreamId, period, retail } of held) {
    if ((await checkSale(tx, { upstreamAccountId, kind, upstreamId, period, addons, retail })) !== 'ok') return true;
  }
  return false;
}
