import { LATE_AFTER_MS, runnerAgeMs } from '#lib/jobs/late.ts';
import { db } from '#lib/platform/db.ts';
import { env } from '#lib/platform/env.ts';
import { migrationState, readMigrations } from '#lib/platform/migrations.ts';

const LIMIT_MS = 3_000;

/** How this process is doing. `status` decides between HTTP 200 (`ok`, `late`) and 503 (`failing`). */
export type Health = {
  readonly status: 'ok' | 'late' | 'failing';
  readonly database: 'ok' | 'unreachable';
  readonly migrations: 'current' | 'pending' | 'newer' | 'unknown';
  /** How long ago any worker last finished a round; null when none ever did. */
  readonly runner: { readonly ageSeconds: number | null; readonly late: boolean } | null;
};

const FAILING: Health = { status: 'failing', database: 'unreachable', migrations: 'unknown', runner: null };

let names: readonly string[] | null = null;

async function ask(now: Date): Promise<Health> {
  names ??= readMigrations().map(({ name }) => name);
  const state = await migrationState((sql) => db().$queryRawUnsafe<unknown[]>(sql), names);
  const ageMs = await runnerAgeMs(now);
  const late = ageMs === null || ageMs > LATE_AFTER_MS;
  const migrations = state.pending.length > 0 ? 'pending' : state.unknown.length > 0 ? 'newer' : 'current';
  // A web replica still serves when the workers are late; a worker that is late does not do its one duty.
  const failing = migrations === 'pending' || (late && ageMs !== null && env().ROLE === 'worker');
  return {
    status: failing ? 'failing' : late ? 'late' : 'ok',
    database: 'ok',
    migrations,
    runner: { ageSeconds: ageMs === null ? null : Math.round(ageMs / 1000), late },
  };
}

/** The state of database, migrations and jobs (R19, R22); never throws, never takes longer than three seconds. */
export async function readHealth(now: Date): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve(FAILING), LIMIT_MS);
  });
  try {
    return await Promise.race([ask(now).catch(() => FAILING), limit]);
  } finally {
    clearTimeout(timer);
  }
}
