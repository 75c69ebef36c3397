import { naturalKey } from '#lib/domain/fulfilment.ts';
import type { Tx } from '#lib/platform/db.ts';

/** Holds, until the transaction ends, the right to decide who may buy this thing for this licence in this store. */
export async function lockNaturalKey(tx: Tx, storeId: string, thing: Parameters<typeof naturalKey>[0]): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${storeId}:${naturalKey(thing)}`}, 0))`;
}
