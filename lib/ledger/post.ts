import type { LedgerKind, LedgerLine } from '#lib/domain/ledger.ts';
import { isBalanced } from '#lib/domain/ledger.ts';
import type { Tx } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';

/**
 * Posts balanced lines once per (kind, source): a second posting of the same source changes nothing and gives false.
 * The database refuses a sum that is not zero, and any later change.
 */
export async function postLedger(
  tx: Tx,
  storeId: string,
  kind: LedgerKind,
  sourceId: string,
  lines: readonly LedgerLine[],
): Promise<boolean> {
  if (!isBalanced(lines)) throw new Error(`A ${kind} posting of ${sourceId} does not sum to zero`);
  const id = newId('ltx');
  const made = await tx.ledgerTransaction.createMany({ data: [{ id, storeId, kind, sourceId }], skipDuplicates: true });
  if (made.count === 0) return false;
  await tx.ledgerEntry.createMany({ data: lines.map((line) => ({ id: newId('len'), transactionId: id, ...line })) });
  return true;
}
