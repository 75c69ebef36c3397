import { Prisma } from '#prisma/generated/client.ts';

/**
 * Condition on a mirrored row `r`: an order is on its way whose write may have made it. It carries the write's correlation, or carries
 * none and is of the same tariff for the same licence or address. Such a row is the fulfilment's, nobody else's.
 */
export function isOnTheWay(accountId: string): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT 1 FROM order_items i JOIN upstream_calls c ON c."orderItemId" = i.id
    WHERE i."fulfilmentStatus" IN ('queued', 'ordering', 'uncertain', 'in_cart', 'blocked', 'needs_person')
      AND c."upstreamAccountId" = ${accountId} AND c.resolution IS NULL AND c.status IN ('started', 'unknown', 'accepted')
      AND (c.id = r.remoteid OR (r.remoteid IS NULL AND r.kind = i.kind
        AND (r."upstreamId" IS NULL OR r."upstreamId" = i."upstreamId")
        AND CASE r.kind WHEN 'addition' THEN r.licence IN ('', i.licence) WHEN 'platform' THEN true
          ELSE lower(r.ip) IN ('', lower(i.ip)) END)))`;
}
