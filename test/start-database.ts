import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedDatabase } from '#lib/platform/database-server.ts';
import { migrate } from '#lib/platform/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated, empty database that each test file copies. */
    templateUrl: string;
  }
}

/** Starts one PostgreSQL for the whole run and migrates its template. It is thrown away, so it need not survive a power cut. */
export default async function startDatabase(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), 'panelshop-test-'));
  chmodSync(directory, 0o755);
  const server = await startEmbeddedDatabase(directory, 'tests');
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query('ALTER SYSTEM SET fsync = off');
  await client.query('ALTER SYSTEM SET synchronous_commit = off');
  await client.query('SELECT pg_reload_conf()');
  await migrate(server.url);
  // A database is copied only while nobody is connected to it, and the engine's pool lets go late.
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await client.end();
  project.provide('templateUrl', server.url);
  return async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
