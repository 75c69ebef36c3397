import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { closeDb } from '#lib/platform/db.ts';
import { startEmbeddedDatabase } from '#lib/platform/database-server.ts';
import { provideEnv } from '#lib/platform/env.ts';
import { migrate } from '#lib/platform/migrate.ts';

/** A database of its own for this process and its children, thrown away at the end: it need not survive a power cut. */
export async function openDatabase(): Promise<{ url: string; directory: string; close(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'panelshop-proof-'));
  chmodSync(directory, 0o755);
  const server = await startEmbeddedDatabase(directory, 'proof');
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query('ALTER SYSTEM SET fsync = off');
  await client.query('ALTER SYSTEM SET synchronous_commit = off');
  await client.query('SELECT pg_reload_conf()');
  await client.end();
  await migrate(server.url);
  await useDatabase(server.url);
  return {
    url: server.url,
    directory,
    async close() {
      await closeDb();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Makes this process and the children that it starts from now on work on a database. */
export async function useDatabase(url: string): Promise<void> {
  await closeDb();
  provideEnv({
    DATABASE_URL: url,
    APP_KEY: '0123456789abcdef'.repeat(4),
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'http://127.0.0.1:9',
    TEST_PAYMENTS: 'on',
  });
}
