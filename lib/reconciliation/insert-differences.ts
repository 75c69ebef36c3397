import type { Prisma } from '#prisma/generated/client.ts';
import type { Tx } from '#lib/platform/db.ts';
import { instant } from './comparable.ts';

/**
 * Writes what a query found (kind, id, service, facts, amount, currency): new ones are opened, open ones seen again. What a person
 * has accepted with the same facts stays settled.
 */
export async function insertDifferences(
  tx: Tx,
  account: { readonly id: string; readonly storeId: string },
  found: Prisma.Sql,
  now: Date,
): Promise<void> {
  const at = instant(now);
  await tx.$executeRaw`
    INSERT INTO differences (id, "storeId", "upstreamAccountId", kind, "upstreamServiceId", "serviceId", facts, "amountAtRisk", currency,
      "lastSeenAt", "createdAt")
    SELECT 'dif_' || replace(gen_random_uuid()::text, '-', ''), ${account.storeId}, ${account.id}, f.kind::difference_kind, f.id, f.service,
      f.facts, f.amount, f.currency, ${at}, ${at}
    FROM (${found}) f
    WHERE NOT EXISTS (SELECT 1 FROM differences d WHERE d."upstreamAccountId" = ${account.id} AND d."upstreamServiceId" = f.id
      AND d.kind = f.kind::difference_kind AND d.settlement = 'accepted' AND d.facts = f.facts)
    ON CONFLICT ("upstreamAccountId", kind, "upstreamServiceId") WHERE "settledAt" IS NULL DO UPDATE SET
      "lastSeenAt" = EXCLUDED."lastSeenAt", "serviceId" = EXCLUDED."serviceId", facts = EXCLUDED.facts,
      "amountAtRisk" = EXCLUDED."amountAtRisk", currency = EXCLUDED.currency`;
}
