import { Prisma } from '#prisma/generated/client.ts';
import type { Invariant } from './invariant.ts';
import { amountText, postings } from './invariant.ts';

/** What holds of purchases and deliveries: what was paid for is bought once, and what was bought is booked once. */
export const DELIVERY_INVARIANTS: readonly Invariant[] = [
  {
    name: 'items-follow-orders',
    says: 'The items of an order stand where its money stands',
    facts: () => Prisma.sql`
      SELECT i.id AS subject, 'order ' || o.status || ', item ' || i."fulfilmentStatus" AS detail,
        CASE o.status::text
          WHEN 'awaiting_payment' THEN i."fulfilmentStatus" <> 'unpaid'
          WHEN 'cancelled' THEN i."fulfilmentStatus" NOT IN ('unpaid', 'closed')
          WHEN 'paid' THEN i."fulfilmentStatus" IN ('unpaid', 'closed')
          WHEN 'completed' THEN i."fulfilmentStatus" <> 'active'
          ELSE i."fulfilmentStatus" <> 'closed'
        END AS broken
      FROM orders o JOIN order_items i ON i."orderId" = o.id`,
  },
  {
    name: 'active-items-have-a-service',
    says: 'An item is active when its service is there, with the same id at the same account, and only then',
    facts: () => Prisma.sql`
      SELECT i.id AS subject, 'item ' || i."fulfilmentStatus" || ', service ' || coalesce(s."upstreamServiceId", 'none') AS detail,
        CASE WHEN i."fulfilmentStatus" = 'active'
          THEN s."upstreamServiceId" IS DISTINCT FROM i."upstreamServiceId"
            OR s."upstreamAccountId" IS DISTINCT FROM i."upstreamAccountId"
          ELSE s.id IS NOT NULL AND i."fulfilmentStatus" <> 'closed'
        END AS broken
      FROM order_items i LEFT JOIN services s ON s."orderItemId" = i.id`,
  },
  {
    name: 'purchases-booked-once',
    says: 'What each delivered item cost stands in the ledger once',
    facts: () => Prisma.sql`
      SELECT i.id AS subject, 'service ' || s."upstreamServiceId" || ' cost ' || ${amountText(Prisma.sql`i.cost`)}
          || ', booked ' || ${amountText(Prisma.sql`l.moved`)} AS detail,
        CASE WHEN i.cost > 0 THEN l.times IS DISTINCT FROM 1 OR l.moved IS DISTINCT FROM i.cost ELSE l.times IS NOT NULL END AS broken
      FROM order_items i JOIN services s ON s."orderItemId" = i.id
        LEFT JOIN (${postings(['purchase'], 'cost-of-sales')}) l ON l."sourceId" = i.id || ':' || s."upstreamServiceId"`,
  },
  {
    name: 'purchases-have-a-service',
    says: 'Each booked purchase is of a service that its item holds, or that one of its calls made',
    facts: () => Prisma.sql`
      SELECT t.id AS subject, 'purchase of ' || t."sourceId" AS detail,
        i.id IS NULL OR (i."upstreamServiceId" IS DISTINCT FROM split_part(t."sourceId", ':', 2) AND NOT EXISTS (
          SELECT 1 FROM upstream_calls c
          WHERE c."orderItemId" = i.id AND c."upstreamServiceId" = split_part(t."sourceId", ':', 2))) AS broken
      FROM ledger_transactions t LEFT JOIN order_items i ON i.id = split_part(t."sourceId", ':', 1)
      WHERE t.kind = 'purchase'`,
  },
  {
    name: 'sales-are-deliveries',
    says: 'A sale is booked once for each delivered item, and for no other',
    facts: () => Prisma.sql`
      SELECT i.id AS subject, 'delivered: ' || (s.id IS NOT NULL) || ', sold for ' || ${amountText(Prisma.sql`i.retail`)}
          || ', booked ' || ${amountText(Prisma.sql`-l.moved`)} AS detail,
        CASE WHEN s.id IS NOT NULL AND i.retail > 0
          THEN l.times IS DISTINCT FROM 1 OR -l.moved IS DISTINCT FROM i.retail
          ELSE l.times IS NOT NULL
        END AS broken
      FROM order_items i LEFT JOIN services s ON s."orderItemId" = i.id
        LEFT JOIN (${postings(['sale'], 'revenue')}) l ON l."sourceId" = i.id`,
  },
  {
    name: 'upstream-services-held-once',
    says: 'No two items or services hold one service of the upstream',
    facts: () => Prisma.sql`
      SELECT account || ' ' || service AS subject, 'held by ' || string_agg(DISTINCT holder, ', ') AS detail,
        count(DISTINCT holder) <> 1 OR count(*) FILTER (WHERE what = 'item') > 1 OR count(*) FILTER (WHERE what = 'service') > 1 AS broken
      FROM (
        SELECT "upstreamAccountId" AS account, "upstreamServiceId" AS service, id AS holder, 'item' AS what
        FROM order_items WHERE "upstreamServiceId" IS NOT NULL
        UNION ALL
        SELECT "upstreamAccountId", "upstreamServiceId", coalesce("orderItemId", id), 'service' FROM services
      ) h GROUP BY account, service`,
  },
  {
    name: 'ordered-once',
    says: 'No item was ordered twice, unless staff asked for it because the first was gone',
    facts: () => Prisma.sql`
      SELECT c."orderItemId" AS subject, count(*) || ' orders were accepted: ' || string_agg(coalesce(c."upstreamServiceId", '?'), ', ') AS detail,
        count(*) > 1 + (
          SELECT count(*) FROM audit_entries a JOIN order_items i ON i."orderId" = a."subjectId"
          WHERE i.id = c."orderItemId" AND a.event = 'fulfilment.retry_asked'
            AND a.before ->> 'why' IN ('gone_upstream', 'unpaid_upstream')) AS broken
      FROM upstream_calls c
      WHERE c."orderItemId" IS NOT NULL AND c.func LIKE '%.order.param'
        AND (c.status = 'accepted' OR c.resolution IN ('adopted', 'by_hand') AND c."upstreamServiceId" IS NOT NULL)
      GROUP BY c."orderItemId"`,
  },
  {
    name: 'renewals-booked-once',
    says: 'What each renewal cost stands in the ledger once; one that was not done cost nothing',
    facts: () => Prisma.sql`
      SELECT r.id AS subject, 'renewal ' || r.status || ', booked ' || coalesce(l.times, 0) || ' times' AS detail,
        CASE WHEN r.status = 'done' AND r.cost > 0 THEN l.times IS DISTINCT FROM 1 ELSE l.times IS NOT NULL END AS broken
      FROM service_changes r LEFT JOIN (${postings(['renewal'], 'upstream:')}) l ON l."sourceId" = r.id
      WHERE r.action = 'renew'`,
  },
];
