import { RECONCILE_AT_MS } from '#lib/domain/fulfilment.ts';
import { later } from '#lib/platform/clock.ts';
import { Prisma } from '#prisma/generated/client.ts';
import type { Invariant } from './invariant.ts';

const HOUR_MS = 60 * 60_000;

/** What is due is worked on within so long, or the jobs do not run. */
const OVERDUE_AFTER_MS = HOUR_MS;

/** An unanswered write is settled, or a person's, so long after its end. */
const SETTLED_AFTER_MS = (RECONCILE_AT_MS.at(-1) ?? 0) + HOUR_MS;

/** Everything that jobs move on by itself, with the moment of its next step. */
const MOVING = Prisma.sql`
  SELECT 'item' AS what, id, "fulfilmentStatus"::text AS status, "nextAttemptAt" AS due
  FROM order_items WHERE "fulfilmentStatus" IN ('queued', 'uncertain', 'in_cart', 'bought', 'blocked')
  UNION ALL
  SELECT 'change', id, status::text, "nextAttemptAt"
  FROM service_changes WHERE status IN ('queued', 'uncertain', 'blocked')
  UNION ALL
  SELECT 'payment', p.id, p.status::text, p."nextCheckAt"
  FROM payments p WHERE p.status IN ('created', 'pending') AND NOT EXISTS (
    SELECT 1 FROM audit_entries a WHERE a."subjectId" = p."orderId" AND a.event = 'payment.mismatch')
  UNION ALL
  SELECT 'refund', id, status::text, "nextAttemptAt" FROM refunds WHERE status = 'started'
  UNION ALL
  SELECT 'call', id, status::text, "deadlineAt" FROM upstream_calls WHERE status = 'started'`;

/** What holds of everything that is under way: it has a next moment, it is not late, or it says why a person is asked. */
export const MOVEMENT_INVARIANTS: readonly Invariant[] = [
  {
    name: 'none-left-behind',
    says: 'Whatever is under way has a next moment',
    facts: () => Prisma.sql`
      SELECT id AS subject, what || ' is ' || status || ' and nothing comes next' AS detail, due IS NULL AS broken FROM (${MOVING}) m
      UNION ALL
      SELECT i.id, 'item is ordering without a request under way', NOT EXISTS (
        SELECT 1 FROM upstream_calls c WHERE c."orderItemId" = i.id AND c.status = 'started')
      FROM order_items i WHERE i."fulfilmentStatus" = 'ordering'
      UNION ALL
      SELECT i.id, 'item is uncertain without an unanswered request', NOT EXISTS (
        SELECT 1 FROM upstream_calls c WHERE c."orderItemId" = i.id AND c.status = 'unknown' AND c.resolution IS NULL)
      FROM order_items i WHERE i."fulfilmentStatus" = 'uncertain'
      UNION ALL
      SELECT s.id, 'change is sending without a request under way', NOT EXISTS (
        SELECT 1 FROM upstream_calls c WHERE c."serviceChangeId" = s.id AND c.status = 'started')
      FROM service_changes s WHERE s.status = 'sending'`,
  },
  {
    name: 'none-overdue',
    says: 'Nothing waits for its turn longer than an hour',
    facts: (now) => Prisma.sql`
      SELECT id AS subject, what || ' is ' || status || ' and was due ' || due AS detail,
        due < ${later(now, -OVERDUE_AFTER_MS)} IS TRUE AS broken FROM (${MOVING}) m`,
  },
  {
    name: 'calls-settled',
    says: 'An unanswered write is settled after its last look, or a person has it',
    facts: (now) => Prisma.sql`
      SELECT c.id AS subject, c.func || ' of ' || c."naturalKey" || ' ended ' || coalesce(c."finishedAt", c."deadlineAt") AS detail,
        coalesce(c."finishedAt", c."deadlineAt") < ${later(now, -SETTLED_AFTER_MS)}
          AND i."fulfilmentStatus" IS DISTINCT FROM 'needs_person' AND s.status IS DISTINCT FROM 'needs_person' AS broken
      FROM upstream_calls c LEFT JOIN order_items i ON i.id = c."orderItemId"
        LEFT JOIN service_changes s ON s.id = c."serviceChangeId"
      WHERE c.status = 'unknown' AND c.resolution IS NULL`,
  },
  {
    name: 'held-with-a-reason',
    says: 'What waits for a person or for a cure says why',
    facts: () => Prisma.sql`
      SELECT id AS subject, 'item is ' || "fulfilmentStatus" AS detail, reason IS NULL AS broken
      FROM order_items WHERE "fulfilmentStatus" IN ('blocked', 'needs_person')
      UNION ALL
      SELECT id, 'change is ' || status, reason IS NULL FROM service_changes WHERE status IN ('blocked', 'needs_person')`,
  },
];
