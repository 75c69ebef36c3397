import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';

/** A taken item is left alone by the others for so long; when its worker dies, it is due again after that. */
const LEASE_MS = 30_000;

/** Takes items that are due in a status, each by one worker at a time. */
export async function takeDue(status: FulfilmentStatus, now: Date, limit: number): Promise<readonly string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    UPDATE order_items SET "nextAttemptAt" = ${later(now, LEASE_MS)}
    WHERE id IN (
      SELECT id FROM order_items
      WHERE "fulfilmentStatus" = ${status}::fulfilment_status AND "nextAttemptAt" <= ${now}
      ORDER BY "nextAttemptAt" LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) RETURNING id`;
  return rows.map((row) => row.id);
}
