import type { Tx } from '#lib/platform/db.ts';
import { Prisma } from '#prisma/generated/client.ts';

/** What an account can still spend, in ten-thousandths of its own currency. */
export type AvailableBalance = {
  /** As last read; null: never told. */
  readonly balance: bigint | null;
  /** The most that was charged, or may have been, since that reading. */
  readonly spentSince: bigint;
  /** `balance` minus `spentSince`, minus what lies in the cart. */
  readonly available: bigint | null;
  readonly minimal: bigint;
  readonly currency: string;
};

/** Calls are looked for by their deadline, which has an index; none ends so long after it. */
const LATE_END = Prisma.sql`interval '15 minutes'`;

/**
 * What an account can spend now: its last balance minus what was bought or renewed since. A write whose outcome is not known counts
 * as charged until the balance was read after its end, so that several workers cannot spend the same money. What lies in the cart
 * is promised: paying the cart pays all of it.
 */
export async function availableBalance(tx: Tx, accountId: string): Promise<AvailableBalance> {
  const { balance, balanceAt, minimalBalance, currency } = await tx.upstreamAccount.findUniqueOrThrow({
    where: { id: accountId },
    select: { balance: true, balanceAt: true, minimalBalance: true, currency: true },
  });
  const spentSince = balanceAt === null ? 0n : await chargedSince(tx, accountId, balanceAt);
  const available = balance === null ? null : balance - spentSince - (await promised(tx, accountId));
  return { balance, spentSince, available, minimal: minimalBalance, currency };
}

/**
 * The most that was charged to an account since an instant, or may have been; `onlyKnown` leaves out what only may have been. Without
 * one order item, where its share is the question.
 */
export async function chargedSince(
  tx: Tx,
  accountId: string,
  since: Date,
  exceptItemId = '',
  onlyKnown = false,
): Promise<bigint> {
  // An item's cost may be known in the store's currency only; then the account's rate leads back.
  const rows = await tx.$queryRaw<readonly { sum: bigint | null }[]>`
    WITH calls AS (
      SELECT DISTINCT call."orderItemId", call."serviceChangeId"
      FROM upstream_calls call
      LEFT JOIN order_items item ON item."id" = call."orderItemId"
      LEFT JOIN service_changes done ON done."id" = call."serviceChangeId"
      WHERE call."upstreamAccountId" = ${accountId}
        AND call."status" IN ('started', 'accepted', 'unknown')
        AND call."resolution" IS DISTINCT FROM 'absent'
        AND (NOT ${onlyKnown} OR call."status" = 'accepted' OR call."resolution" IN ('adopted', 'confirmed')
             OR (call."resolution" = 'by_hand' AND (call."upstreamServiceId" IS NOT NULL OR done."status" = 'done')))
        AND call."orderItemId" IS DISTINCT FROM ${exceptItemId}
        AND call."deadlineAt" > ${since}::timestamptz - ${LATE_END}
        AND CASE WHEN call."status" = 'accepted' THEN call."finishedAt"
                 ELSE GREATEST(call."deadlineAt", call."finishedAt") END >= ${since}
        AND item."fulfilmentStatus" IS DISTINCT FROM 'in_cart'
    )
    SELECT sum(COALESCE(
      change."cost",
      item."upstreamCost",
      CASE WHEN account."exchangeRate" IS NULL THEN item."cost"
           ELSE ceil(item."cost" * 100000000.0 / account."exchangeRate") END,
      0
    ))::bigint AS sum
    FROM calls
    JOIN upstream_accounts account ON account."id" = ${accountId}
    LEFT JOIN order_items item ON item."id" = calls."orderItemId"
    LEFT JOIN service_changes change ON change."id" = calls."serviceChangeId"`;
  return rows[0]?.sum ?? 0n;
}

/** What our own orders in the account's cart will cost. */
async function promised(tx: Tx, accountId: string): Promise<bigint> {
  const { _sum } = await tx.orderItem.aggregate({
    where: { upstreamAccountId: accountId, fulfilmentStatus: 'in_cart' },
    _sum: { upstreamCost: true },
  });
  return _sum.upstreamCost ?? 0n;
}

/**
 * Whether an account takes a new order of this cost (account's currency): the order must leave its minimal balance, which is kept
 * for renewals. An account whose balance was never told takes it: then the upstream itself says no. Asked in the transaction that
 * records the order's intent it is exact: others ask only after that transaction, and see the intent.
 */
export async function takesNewOrders(tx: Tx, account: { readonly id: string }, upstreamCost: bigint): Promise<boolean> {
  await tx.$queryRaw`SELECT 1 FROM upstream_accounts WHERE id = ${account.id} FOR NO KEY UPDATE`;
  const { available, minimal } = await availableBalance(tx, account.id);
  return available === null || available - upstreamCost >= minimal;
}
