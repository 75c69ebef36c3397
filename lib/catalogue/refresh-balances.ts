import { connectionFor } from '#lib/gateways/upstream/connect.ts';
import { readBalance } from '#lib/gateways/upstream/read-balance.ts';
import { db } from '#lib/platform/db.ts';

const OLDER_THAN_MS = 4 * 60_000;

/** Reads the balances that are older than four minutes, for the dashboard. One that cannot be read keeps its last figure and age. */
export async function refreshBalances(now: Date): Promise<{ done: number; more: boolean }> {
  const before = new Date(now.getTime() - OLDER_THAN_MS);
  const accounts = await db().upstreamAccount.findMany({
    where: { enabled: true, OR: [{ balanceAt: null }, { balanceAt: { lte: before } }] },
    take: 20,
  });
  for (const account of accounts) {
    const answer = await readBalance(connectionFor(account), account.currency);
    if (!answer.ok || (answer.value.currency ?? account.currency) !== account.currency) continue;
    await db().upstreamAccount.update({
      where: { id: account.id },
      data: { balance: answer.value.amount, balanceAt: now },
    });
  }
  return { done: accounts.length, more: false };
}
