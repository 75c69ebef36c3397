import { db } from '#lib/platform/db.ts';

/** The ids among these that some item of this account already has. */
export async function claimedIds(upstreamAccountId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const items = await db().orderItem.findMany({
    where: { upstreamAccountId, upstreamServiceId: { in: [...ids] } },
    select: { upstreamServiceId: true },
  });
  return new Set(items.flatMap((item) => item.upstreamServiceId ?? []));
}
