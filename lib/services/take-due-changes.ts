import type { ServiceChangeStatus } from '#lib/domain/service-change.ts';
import { db } from '#lib/platform/db.ts';
import { later } from '#lib/platform/clock.ts';

/** A taken change is left alone by the others for so long; when its worker dies, it is due again after that. */
const LEASE_MS = 30_000;

/** Takes changes that are due in a status, each by one worker at a time. */
export async function takeDueChanges(
  status: ServiceChangeStatus,
  now: Date,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    UPDATE service_changes SET "nextAttemptAt" = ${later(now, LEASE_MS)}
    WHERE id IN (
      SELECT id FROM service_changes
      WHERE "status" = ${status}::service_change_status AND "nextAttemptAt" <= ${now}
      ORDER BY "nextAttemptAt" LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) RETURNING id`;
  return rows.map((row) => row.id);
}
