import type { Reason } from '#lib/domain/fulfilment.ts';
import { db, isUniqueViolation } from '#lib/platform/db.ts';
import { claimedIds } from './claimed.ts';
import { giveToPerson } from './give-to-person.ts';
import { judge } from './judge.ts';
import type { LoadedItem } from './load-item.ts';
import { loadItem } from './load-item.ts';
import { wantedOf } from './look.ts';
import { moveItem } from './move-item.ts';
import type { Readings } from './readings.ts';

/**
 * Finds in the whole list what was ordered into the cart, and takes its id over. `paid`: it is no longer unpaid, and the item is
 * `bought` now. `dealt_with`: a person decides. `unread`: why the list could not be read.
 */
export async function findInCart(
  item: LoadedItem,
  now: Date,
  readings: Readings,
): Promise<LoadedItem | 'paid' | 'not_there' | 'dealt_with' | { readonly unread: Reason; readonly message: string }> {
  const seen = await readings.read(item.account, item.kind, now);
  if (!seen.ok) return { unread: seen.reason, message: seen.message };
  const order = item.calls.findLast((call) => call.func !== 'basket');
  let row = seen.rows.find((each) => each.id === item.upstreamServiceId) ?? null;
  if (item.upstreamServiceId === null && order) {
    const claimed = await claimedIds(item.upstreamAccountId, seen.rows);
    const verdict = judge(seen.rows, wantedOf(item), order, claimed);
    if (verdict.kind === 'several') {
      await giveToPerson(
        item,
        'in_cart',
        'two_candidates',
        `Services ${verdict.rows.map(({ id }) => id).join(', ')} fit`,
      );
      return 'dealt_with';
    }
    if (verdict.kind === 'found') row = verdict.row;
    if (row && !(await claim(item, row.id))) return 'dealt_with';
  }
  if (row === null) return 'not_there';
  if (row.status === 'deleted') {
    await giveToPerson(item, 'in_cart', 'gone_upstream', `Service ${row.id} was removed from the supplier’s cart`);
    return 'dealt_with';
  }
  if (row.status === 'ordered' || row.status === 'unknown') return loadItem(item.id);
  // A payment under way is recorded first, or runs out: an item that went on without it would leave it unsettled for ever.
  if (item.calls.some((call) => call.status === 'started')) return 'dealt_with';
  await settled(item, row.id, now);
  return 'paid';
}

async function claim(item: LoadedItem, upstreamServiceId: string): Promise<boolean> {
  try {
    const claimed = await db().orderItem.updateMany({
      where: { id: item.id, fulfilmentStatus: 'in_cart', upstreamServiceId: null },
      data: { upstreamServiceId },
    });
    return claimed.count === 1;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** The list says that it is paid: by us, though unanswered, or with another order of the same cart. */
async function settled(item: LoadedItem, upstreamServiceId: string, now: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    const facts = { upstreamServiceId, boughtAt: now, nextAttemptAt: now };
    if (!(await moveItem(tx, item.id, 'in_cart', 'bought', facts))) return;
    await tx.upstreamCall.updateMany({
      where: { orderItemId: item.id, func: 'basket', status: 'unknown', resolution: null },
      data: { resolution: 'confirmed', resolvedAt: now, upstreamServiceId },
    });
  });
}
