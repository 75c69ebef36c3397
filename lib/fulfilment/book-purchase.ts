import { purchaseLines } from '#lib/domain/ledger.ts';
import { postLedger } from '#lib/ledger/post.ts';
import type { Tx } from '#lib/platform/db.ts';

type Bought = {
  readonly id: string;
  readonly storeId: string;
  readonly upstreamAccountId: string;
  readonly upstreamServiceId: string | null;
  readonly cost: bigint;
  readonly currency: string;
  /** As the upstream charges it, in its own currency; null on items of old. */
  readonly upstreamCost: bigint | null;
  readonly upstreamCurrency: string | null;
};

/** Books what the upstream charged for an item's service, once per service: an item that was bought twice is booked twice. */
export async function bookPurchase(tx: Tx, item: Bought): Promise<void> {
  const cost = item.upstreamCost ?? item.cost;
  if (cost === 0n || item.upstreamServiceId === null) return;
  const lines = purchaseLines(item.upstreamAccountId, cost, item.upstreamCurrency ?? item.currency);
  await postLedger(tx, item.storeId, 'purchase', `${item.id}:${item.upstreamServiceId}`, lines);
}
