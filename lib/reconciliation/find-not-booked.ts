import { Prisma } from '#prisma/generated/client.ts';
import { comparable, moneyText } from './comparable.ts';

const booked = moneyText(Prisma.sql`b.amount`, Prisma.sql`b.currency`);
const cost = moneyText(Prisma.sql`i.cost`, Prisma.sql`i.currency`);

/** Services from orders whose purchase the ledger does not have, or has with another amount than the item's cost. */
export function findNotBooked(accountId: string, began: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT 'not_booked' AS kind, s."upstreamServiceId" AS id, s.id AS service,
      jsonb_build_object('ours', coalesce(${booked}, ''), 'theirs', ${cost}) AS facts,
      CASE WHEN b.currency = i.currency THEN abs(i.cost - b.amount) ELSE i.cost END AS amount, i.currency
    FROM services s
    JOIN order_items i ON i.id = s."orderItemId"
    LEFT JOIN LATERAL (
      SELECT -sum(e.amount)::bigint AS amount, e.currency
      FROM ledger_transactions t JOIN ledger_entries e ON e."transactionId" = t.id
      WHERE t.kind = 'purchase' AND t."sourceId" = i.id || ':' || s."upstreamServiceId" AND e.account = 'upstream:' || i."upstreamAccountId"
      GROUP BY e.currency ORDER BY e.currency = i.currency DESC LIMIT 1
    ) b ON true
    WHERE ${comparable(accountId, began)} AND i.cost > 0
      AND (b.amount = i.cost AND b.currency = i.currency) IS NOT TRUE
      AND (b.amount = i."upstreamCost" AND b.currency = i."upstreamCurrency") IS NOT TRUE`;
}
