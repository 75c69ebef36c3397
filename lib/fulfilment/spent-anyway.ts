import { readBalance } from '#lib/gateways/upstream/read-balance.ts';
import { db } from '#lib/platform/db.ts';
import { chargedSince } from '#lib/upstream-accounts/available-balance.ts';
import type { UpstreamCall } from '#prisma/generated/client.ts';
import type { LoadedItem } from './load-item.ts';
import { connectionOf } from './look.ts';

/**
 * Whether the account has lost money that no known purchase explains, at least as much as this unanswered write would have cost:
 * then its absence from the list proves nothing. Compares the balance of now with the last one read before the write, less all that
 * was or may have been charged since, this write apart. A top-up in between, or a balance that is not told, leaves it open: false.
 */
export async function isMoneyMissing(item: LoadedItem, call: UpstreamCall): Promise<boolean> {
  const cost = item.upstreamCost ?? item.cost;
  const before = await db().balanceReading.findFirst({
    where: { upstreamAccountId: item.upstreamAccountId, createdAt: { lte: call.createdAt } },
    orderBy: { createdAt: 'desc' },
  });
  const connection = connectionOf(item.account);
  if (before === null || cost <= 0n || connection === null) return false;
  const answer = await readBalance(connection, before.currency);
  if (!answer.ok || (answer.value.currency !== null && answer.value.currency !== before.currency)) return false;
  const explained = await chargedSince(db(), item.upstreamAccountId, before.createdAt, item.id, true);
  return before.balance - explained - answer.value.amount >= cost;
}
