import { Prisma } from '#prisma/generated/client.ts';
import { SETTLED_WITHIN_MS } from '#lib/domain/fulfilment.ts';
import { later } from '#lib/platform/clock.ts';

/** A moment as a parameter: the driver writes dates without their zone. */
export function instant(at: Date): Prisma.Sql {
  return Prisma.sql`${at.toISOString()}::timestamptz`;
}

/**
 * Condition on a service id: a change of it is open, or was done after `since`, so the lists may show either state. Cancelled
 * changes did nothing.
 */
export function isChanging(serviceId: Prisma.Sql, since: Date): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM service_changes c WHERE c."serviceId" = ${serviceId}
    AND c.status <> 'cancelled' AND (c.status <> 'done' OR c."finishedAt" >= ${instant(since)}))`;
}

/** What may have happened while lists were read, or shortly before, for a run that began at `began`. */
export function unsettledSince(began: Date): Date {
  return later(began, -SETTLED_WITHIN_MS);
}

/**
 * Condition on a service `s` with its order item `i`: it is the account's, exists here, and was neither bought, adopted nor changed
 * since a quarter of an hour before the run began. The lists of a run that began then must show it.
 */
export function comparable(accountId: string, began: Date): Prisma.Sql {
  const since = unsettledSince(began);
  return Prisma.sql`s."upstreamAccountId" = ${accountId} AND s.status <> 'deleted'
    AND coalesce(i."boughtAt", s."createdAt") <= ${instant(since)}
    AND NOT ${isChanging(Prisma.sql`s.id`, since)}`;
}

/** An amount as people and pages read it: "10.4000 EUR". */
export function moneyText(amount: Prisma.Sql, currency: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`((${amount}) / 10000)::text || '.' || lpad(((${amount}) % 10000)::text, 4, '0') || ' ' || ${currency}`;
}
