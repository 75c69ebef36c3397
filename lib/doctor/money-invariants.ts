import { Prisma } from '#prisma/generated/client.ts';
import type { Invariant } from './invariant.ts';
import { amountText, postings } from './invariant.ts';

/** What holds of customers' money: every amount stands in the ledger once, and the ledger sums to zero. */
export const MONEY_INVARIANTS: readonly Invariant[] = [
  {
    name: 'ledger-zero',
    says: 'The ledger sums to zero in each currency',
    facts: () => Prisma.sql`
      SELECT currency AS subject, ${amountText(Prisma.sql`sum(amount)`)} AS detail, sum(amount) <> 0 AS broken
      FROM ledger_entries GROUP BY currency`,
  },
  {
    name: 'postings-balance',
    says: 'Each posting has lines, and they sum to zero in each currency',
    facts: () => Prisma.sql`
      SELECT t.id AS subject, t.kind || ' of ' || t."sourceId" || ': ' || ${amountText(Prisma.sql`s.total`)} AS detail,
        s.total IS DISTINCT FROM 0 AS broken
      FROM ledger_transactions t LEFT JOIN (
        SELECT "transactionId", currency, sum(amount) AS total FROM ledger_entries GROUP BY 1, 2
      ) s ON s."transactionId" = t.id`,
  },
  {
    name: 'postings-have-sources',
    says: 'Each posting is about something that is there',
    facts: () => Prisma.sql`
      SELECT t.id AS subject, t.kind || ' of ' || t."sourceId" AS detail,
        CASE t.kind::text
          WHEN 'payment' THEN NOT EXISTS (SELECT 1 FROM payments x WHERE x.id = t."sourceId")
          WHEN 'surplus' THEN NOT EXISTS (SELECT 1 FROM payments x WHERE x.id = t."sourceId")
          WHEN 'purchase' THEN NOT EXISTS (SELECT 1 FROM order_items x WHERE x.id = split_part(t."sourceId", ':', 1))
          WHEN 'sale' THEN NOT EXISTS (SELECT 1 FROM order_items x WHERE x.id = t."sourceId")
          WHEN 'refund' THEN NOT EXISTS (SELECT 1 FROM refunds x WHERE x.id = t."sourceId")
          WHEN 'renewal' THEN NOT EXISTS (SELECT 1 FROM service_changes x WHERE x.id = split_part(t."sourceId", ':', 1))
          ELSE true
        END AS broken
      FROM ledger_transactions t`,
  },
  {
    name: 'payments-posted-once',
    says: 'Each payment that succeeded stands in the ledger once, with its amount; no other does',
    facts: () => Prisma.sql`
      SELECT p.id AS subject,
        p.status || ' over ' || ${amountText(Prisma.sql`p.amount`)} || ', posted ' || coalesce(sum(l.times), 0) || ' times' AS detail,
        CASE WHEN p.status IN ('succeeded', 'refunded') AND p.amount > 0
          THEN coalesce(sum(l.times), 0) <> 1 OR sum(l.moved) IS DISTINCT FROM p.amount
            OR (max(l.kind) = 'surplus') IS DISTINCT FROM p.surplus
          ELSE count(l.kind) > 0
        END AS broken
      FROM payments p LEFT JOIN (${postings(['payment', 'surplus'], 'provider:')}) l ON l."sourceId" = p.id
      GROUP BY p.id`,
  },
  {
    name: 'paid-orders-have-a-payment',
    says: 'Each paid order has one payment over its total; an unpaid one has none',
    facts: () => Prisma.sql`
      SELECT o.id AS subject, o.number || ' is ' || o.status || ' with ' || count(p.id) || ' payments' AS detail,
        CASE WHEN o.status IN ('paid', 'completed', 'refunding', 'refunded')
          THEN count(p.id) <> 1 OR sum(p.amount) <> o.total
          ELSE count(p.id) <> 0
        END AS broken
      FROM orders o LEFT JOIN payments p
        ON p."orderId" = o.id AND p.status IN ('succeeded', 'refunded') AND NOT p.surplus
      GROUP BY o.id`,
  },
  {
    name: 'refunds-accounted',
    says: 'Each refund that was carried out stands in the ledger once, and its payment and order say so',
    facts: () => Prisma.sql`
      SELECT p.id AS subject,
        'payment ' || p.status || ', refund ' || coalesce(r.status::text, 'none') || ', order ' || o.status
          || ', posted ' || ${amountText(Prisma.sql`-l.moved`)} AS detail,
        CASE WHEN r.status = 'succeeded'
          THEN l.times IS DISTINCT FROM 1 OR -l.moved IS DISTINCT FROM r.amount OR p.status <> 'refunded' OR o.status <> 'refunded'
          ELSE l.times IS NOT NULL OR p.status = 'refunded' OR o.status = 'refunded'
            OR (o.status = 'refunding') IS DISTINCT FROM (r.id IS NOT NULL)
        END AS broken
      FROM payments p JOIN orders o ON o.id = p."orderId" LEFT JOIN refunds r ON r."paymentId" = p.id
        LEFT JOIN (${postings(['refund'], 'provider:')}) l ON l."sourceId" = r.id
      WHERE r.id IS NOT NULL OR p.status = 'refunded' OR (o.status IN ('refunding', 'refunded') AND p.status = 'succeeded' AND NOT p.surplus)`,
  },
  {
    name: 'advances-are-undelivered',
    says: 'What customers have paid in advance is what they have paid for and not received',
    facts: () => Prisma.sql`
      SELECT coalesce(w.customer, h.customer) || ' ' || coalesce(w.currency, h.currency) AS subject,
        ${amountText(Prisma.sql`coalesce(h.held, 0)`)} || ' held for ' || ${amountText(Prisma.sql`coalesce(w.owed, 0)`)} || ' undelivered' AS detail,
        coalesce(h.held, 0) <> coalesce(w.owed, 0) AS broken
      FROM (
        SELECT o."customerId" AS customer, i.currency, sum(i.retail) AS owed
        FROM orders o JOIN order_items i ON i."orderId" = o.id LEFT JOIN services s ON s."orderItemId" = i.id
        WHERE o.status IN ('paid', 'completed', 'refunding') AND s.id IS NULL
        GROUP BY 1, 2
      ) w FULL JOIN (
        SELECT substr(account, length('advance:') + 1) AS customer, currency, -sum(amount) AS held
        FROM ledger_entries WHERE starts_with(account, 'advance:') GROUP BY 1, 2
      ) h ON h.customer = w.customer AND h.currency = w.currency`,
  },
];
