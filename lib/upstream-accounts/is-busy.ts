import type { Tx } from '#lib/platform/db.ts';

/** Whether something is on its way through an account: a write without an outcome, or a purchase that is still looked for in its lists. */
export async function isBusy(tx: Tx, upstreamAccountId: string): Promise<boolean> {
  const call = await tx.upstreamCall.findFirst({
    where: { upstreamAccountId, OR: [{ status: 'started' }, { status: 'unknown', resolution: null }] },
    select: { id: true },
  });
  if (call) return true;
  const item = await tx.orderItem.findFirst({
    where: { upstreamAccountId, fulfilmentStatus: { in: ['ordering', 'uncertain', 'in_cart', 'bought'] } },
    select: { id: true },
  });
  if (item) return true;
  const change = await tx.serviceChange.findFirst({
    where: { service: { upstreamAccountId }, status: { in: ['sending', 'uncertain'] } },
    select: { id: true },
  });
  return change !== null;
}
