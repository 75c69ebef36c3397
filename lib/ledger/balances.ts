import { db } from '#lib/platform/db.ts';

/** Sum of all entries per currency, in ten-thousandths: zero, always (R16). */
export async function ledgerTotals(): Promise<ReadonlyMap<string, bigint>> {
  const rows = await db().ledgerEntry.groupBy({ by: ['currency'], _sum: { amount: true } });
  return new Map(rows.map((row) => [row.currency, row._sum.amount ?? 0n]));
}

/** Balance of one account, in ten-thousandths; debit is positive. */
export async function accountBalance(account: string, currency: string): Promise<bigint> {
  const total = await db().ledgerEntry.aggregate({ where: { account, currency }, _sum: { amount: true } });
  return total._sum.amount ?? 0n;
}
