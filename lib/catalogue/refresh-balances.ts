import { connectionFor } from '#lib/gateways/upstream/connect.ts';
import { readBalance } from '#lib/gateways/upstream/read-balance.ts';
import { db } from '#lib/platform/db.ts';
import { eachIsolated } from '#lib/platform/isolate.ts';
import { log } from '#lib/platform/log.ts';
import { recordBalance } from '#lib/upstream-accounts/record-balance.ts';
import type { UpstreamAccount } from '#prisma/generated/client.ts';

const OLDER_THAN_MS = 4 * 60_000;
const AT_ONCE = 5;

/**
 * Reads the balances of enabled accounts that are older than four minutes. One that cannot be read, or comes in another currency,
 * keeps its last figure and age, and keeps no other waiting.
 */
export async function refreshBalances(now: Date): Promise<{ done: number; more: boolean }> {
  const before = new Date(now.getTime() - OLDER_THAN_MS);
  const accounts = await db().upstreamAccount.findMany({
    where: { enabled: true, OR: [{ balanceAt: null }, { balanceAt: { lte: before } }] },
  });
  await eachIsolated(
    accounts,
    (account) => refresh(account, now),
    (account, error) => log().warn({ err: error, account: account.id }, 'the balance could not be read'),
    AT_ONCE,
  );
  return { done: accounts.length, more: false };
}

async function refresh(account: UpstreamAccount, now: Date): Promise<void> {
  const answer = await readBalance(connectionFor(account), account.currency);
  if (!answer.ok || (answer.value.currency ?? account.currency) !== account.currency) return;
  await recordBalance(account.id, answer.value.amount, now);
}
