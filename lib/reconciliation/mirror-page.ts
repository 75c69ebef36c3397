import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { db } from '#lib/platform/db.ts';
import { toMirrorRow } from './mirror-row.ts';

/** Thrown when another process has taken the run over: nothing more may be written under its id. */
export class RunLost extends Error {}

/**
 * Writes a page of the upstream's list into the mirror and notes the progress, in one statement. `read` counts the rows of the
 * run so far, `now` is its sign of life. Throws `RunLost` when the run is no longer ours.
 */
export async function mirrorPage(
  run: { readonly id: string; readonly accountId: string },
  rows: readonly ServiceRow[],
  read: number,
  now: Date,
): Promise<void> {
  const page = JSON.stringify(rows.map(toMirrorRow));
  const written = await db().$executeRaw`
    WITH run AS (
      UPDATE reconciliation_runs SET rows = ${read}::int, "finishedAt" = ${now.toISOString()}::timestamptz
      WHERE id = ${run.id} AND status = 'running' RETURNING id
    )
    INSERT INTO upstream_rows ("upstreamAccountId", "upstreamServiceId", kind, licence, ip, licname, comment, "tariffName", "upstreamId",
      period, status, "expiresOn", "createdOn", autoprolong, remoteid, cost, currency, "runId", "createdAt")
    SELECT ${run.accountId}, p.id, p.kind::product_kind, p.licence, p.ip, p.licname, p.comment, p."tariffName", p."upstreamId",
      p.period, p.status, p."expiresOn", p."createdOn", p.autoprolong, p.remoteid, p.cost, p.currency, run.id, ${now.toISOString()}::timestamptz
    FROM run, json_to_recordset(${page}::json) AS p(id text, kind text, licence text, ip text, licname text, comment text,
      "tariffName" text, "upstreamId" text, period int, status text, "expiresOn" date, "createdOn" date, autoprolong int,
      remoteid text, cost bigint, currency text)
    ON CONFLICT ("upstreamAccountId", "upstreamServiceId") DO UPDATE SET kind = EXCLUDED.kind, licence = EXCLUDED.licence,
      ip = EXCLUDED.ip, licname = EXCLUDED.licname, comment = EXCLUDED.comment, "tariffName" = EXCLUDED."tariffName",
      "upstreamId" = EXCLUDED."upstreamId", period = EXCLUDED.period, status = EXCLUDED.status, "expiresOn" = EXCLUDED."expiresOn",
      "createdOn" = EXCLUDED."createdOn", autoprolong = EXCLUDED.autoprolong, remoteid = EXCLUDED.remoteid, cost = EXCLUDED.cost,
      currency = EXCLUDED.currency, "runId" = EXCLUDED."runId"`;
  if (written === 0) throw new RunLost();
}
