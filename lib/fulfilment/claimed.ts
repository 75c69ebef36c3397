import type { AdditionRow } from '#lib/gateways/upstream/addition-row.ts';
import { db } from '#lib/platform/db.ts';

/** Ids asked about in one query: an account may have a hundred thousand services. */
const AT_ONCE = 5_000;

/** Which of the rows some item of this account already has. */
export async function claimedIds(
  upstreamAccountId: string,
  rows: readonly AdditionRow[],
): Promise<ReadonlySet<string>> {
  const claimed = new Set<string>();
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const ids = rows.slice(start, start + AT_ONCE).map((row) => row.id);
    const items = await db().orderItem.findMany({
      where: { upstreamAccountId, upstreamServiceId: { in: ids } },
      select: { upstreamServiceId: true },
    });
    for (const { upstreamServiceId } of items) if (upstreamServiceId !== null) claimed.add(upstreamServiceId);
  }
  return claimed;
}
