import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * Keeps a balance that the upstream told, in the account's currency. Its history gets a row when the amount is another than before,
 * or when the last row is a day old. A reading that began before the one that is kept is dropped.
 */
export async function recordBalance(accountId: string, amount: bigint, readAt: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    const kept = await tx.upstreamAccount.updateMany({
      where: { id: accountId, OR: [{ balanceAt: null }, { balanceAt: { lte: readAt } }] },
      data: { balance: amount, balanceAt: readAt },
    });
    if (kept.count === 0) return;
    const last = await tx.balanceReading.findFirst({
      where: { upstreamAccountId: accountId },
      orderBy: { createdAt: 'desc' },
      select: { balance: true, createdAt: true },
    });
    const isNews = last === null || last.balance !== amount || readAt.getTime() - last.createdAt.getTime() >= DAY_MS;
    if (!isNews) return;
    const { currency } = await tx.upstreamAccount.findUniqueOrThrow({
      where: { id: accountId },
      select: { currency: true },
    });
    await tx.balanceReading.create({
      data: { id: newId('bal'), upstreamAccountId: accountId, balance: amount, currency, createdAt: readAt },
    });
  });
}
