import { Prisma } from '#prisma/generated/client.ts';
import { doublesOf } from './find-doubles.ts';
import { isOnTheWay } from './on-the-way.ts';

/** Condition on a mirrored row `r`: it exists and costs, and neither a service nor an order item of the account has it. */
export const IS_UNCLAIMED = Prisma.sql`r.status NOT IN ('deleted', 'ordered')
  AND NOT EXISTS (SELECT 1 FROM services s WHERE s."upstreamAccountId" = r."upstreamAccountId" AND s."upstreamServiceId" = r."upstreamServiceId")
  AND NOT EXISTS (SELECT 1 FROM order_items i WHERE i."upstreamAccountId" = r."upstreamAccountId" AND i."upstreamServiceId" = r."upstreamServiceId" AND i."fulfilmentStatus" <> 'closed')`;

/** What the account pays for and nobody here has: at risk is what a period of it costs. A double is reported as such. */
export function findOnlyUpstream(accountId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT 'only_upstream' AS kind, r."upstreamServiceId" AS id, NULL::text AS service,
      jsonb_build_object('ours', '', 'theirs', concat_ws(' ', nullif(r."tariffName", ''),
        coalesce(nullif(r.licence, ''), nullif(r.ip, ''), nullif(r.licname, ''), nullif(r.comment, '')))) AS facts,
      coalesce(r.cost, 0) AS amount, coalesce(r.currency, a.currency) AS currency
    FROM upstream_rows r JOIN upstream_accounts a ON a.id = r."upstreamAccountId"
    WHERE r."upstreamAccountId" = ${accountId} AND ${IS_UNCLAIMED} AND NOT ${isOnTheWay(accountId)}
      AND NOT EXISTS (SELECT 1 FROM (${doublesOf(accountId)}) d WHERE d.id = r."upstreamServiceId")`;
}
