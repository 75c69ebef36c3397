import { Prisma } from '#prisma/generated/client.ts';
import { comparable } from './comparable.ts';

/** Services that a whole list does not show, or shows as deleted: at risk is what the customer paid, else what it cost. */
export function findOnlyOurs(accountId: string, began: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT 'only_ours' AS kind, s."upstreamServiceId" AS id, s.id AS service,
      jsonb_build_object('ours', s.status::text, 'theirs', coalesce(r.status, 'missing')) AS facts,
      coalesce(i.retail, s."upstreamCost") AS amount, coalesce(i.currency, s."upstreamCurrency") AS currency
    FROM services s
    LEFT JOIN order_items i ON i.id = s."orderItemId"
    LEFT JOIN upstream_rows r ON r."upstreamAccountId" = s."upstreamAccountId" AND r."upstreamServiceId" = s."upstreamServiceId"
    WHERE ${comparable(accountId, began)} AND (r."upstreamServiceId" IS NULL OR r.status = 'deleted')`;
}
