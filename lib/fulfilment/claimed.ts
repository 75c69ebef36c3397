import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { db } from '#lib/platform/db.ts';

/** Ids asked about in one query: an account may have a hundred thousand services. */
const AT_ONCE = 5_000;

/** Which of the rows some item or some service of this account already has. */
export async function claimedIds(upstreamAccountId: string, rows: readonly ServiceRow[]): Promise<ReadonlySet<string>> {
  const claimed = new Set<string>();
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const ids = rows.slice(start, start + AT_ONCE).map((row) => row.id);
    const held = { where: { upstreamAccountId, upstreamServiceId: { in: ids } }, select: { upstreamServiceId: true } };
    const [items, services] = await Promise.all([db().orderItem.findMany(held), db().service.findMany(held)]);
    for (const { upstreamServiceId } of [...items, ...services]) {
      if (upstreamServiceId !== null) claimed.add(upstreamServiceId);
    }
  }
  return claimed;
}
