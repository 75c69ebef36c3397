import { Prisma } from '#prisma/generated/client.ts';

/**
 * Rows of the account that stand for a thing which is already there: the same tariff twice for one licence or address, or a row
 * with the correlation of an order that holds another service. The row that a service claims is the one that stays.
 */
export function doublesOf(accountId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (d.id) d.id, d.kept, d.service, d.cost, d.currency
    FROM (
      SELECT * FROM (
        SELECT r."upstreamServiceId" AS id, first_value(r."upstreamServiceId") OVER same AS kept, first_value(s.id) OVER same AS service,
          r.cost, r.currency, row_number() OVER same AS place
        FROM upstream_rows r
        LEFT JOIN services s ON s."upstreamAccountId" = r."upstreamAccountId" AND s."upstreamServiceId" = r."upstreamServiceId"
        WHERE r."upstreamAccountId" = ${accountId} AND r.status NOT IN ('deleted', 'ordered') AND r.kind <> 'platform'
          AND coalesce(r."upstreamId", r."tariffName") <> ''
          AND CASE r.kind WHEN 'addition' THEN r.licence ELSE r.ip END <> ''
        WINDOW same AS (
          PARTITION BY r.kind, coalesce(r."upstreamId", r."tariffName"), CASE r.kind WHEN 'addition' THEN r.licence ELSE lower(r.ip) END
          ORDER BY s.id IS NULL, length(r."upstreamServiceId"), r."upstreamServiceId"
        )
      ) again WHERE again.place > 1
      UNION ALL
      SELECT r."upstreamServiceId", i."upstreamServiceId", s.id, r.cost, r.currency, 0
      FROM upstream_rows r
      JOIN upstream_calls c ON c.id = r.remoteid
      JOIN order_items i ON i.id = c."orderItemId"
      LEFT JOIN services s ON s."orderItemId" = i.id
      WHERE r."upstreamAccountId" = ${accountId} AND r.status NOT IN ('deleted', 'ordered') AND i."upstreamServiceId" IS NOT NULL
        AND (i."upstreamServiceId" <> r."upstreamServiceId" OR i."upstreamAccountId" <> r."upstreamAccountId")
    ) d ORDER BY d.id, d.place`;
}

/** The doubles of the account as differences: at risk is what the second one costs. */
export function findDoubles(accountId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT 'double' AS kind, d.id, d.service, jsonb_build_object('ours', d.kept, 'theirs', d.id) AS facts,
      coalesce(d.cost, 0) AS amount, coalesce(d.currency, a.currency) AS currency
    FROM (${doublesOf(accountId)}) d, upstream_accounts a WHERE a.id = ${accountId}`;
}
