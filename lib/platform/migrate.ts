import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { Client } from 'pg';
import { tellsOfFullDisk } from './data-directory.ts';
import { connectDatabase, shownAddress } from './database-connection.ts';
import { MIGRATIONS_FOLDER, migrationState, readMigrations, type Migration } from './migrations.ts';
import { errorText, StartError } from './start-error.ts';

/** Chosen once; any process of any version takes the same lock. */
const LOCK = 7_242_501;

/** Runs one migration whole, in one transaction that also notes its end: what a killed process left unfinished has changed nothing. */
async function runScript(client: Client, migrations: readonly Migration[], script: string): Promise<void> {
  const name = migrations.find(({ sql }) => sql === script)?.name ?? '';
  await client.query(`${script}
    ;UPDATE _prisma_migrations SET finished_at = now()
    WHERE migration_name = ${client.escapeLiteral(name)} AND finished_at IS NULL AND rolled_back_at IS NULL`);
}

/**
 * The adapter of PostgreSQL with another way to run a migration: Prisma's own cuts it at every semicolon, those in comments
 * and function bodies included, and spreads the pieces over a pool. The engine never closes what it `opened`.
 */
function adapter(
  url: string,
  run: (script: string) => Promise<void>,
  opened: SqlDriverAdapter[],
): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg({ connectionString: url, max: 2 });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const connection = await factory.connect();
      opened.push(connection);
      return Object.assign(connection, { executeScript: run });
    },
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
}

async function apply(
  url: string,
  client: Client,
  folder: string,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  // The engine is several megabytes of WebAssembly: loaded only when there is something to apply.
  const { SchemaEngine } = await import('@prisma/schema-engine-wasm');
  let cause: unknown = null;
  const opened: SqlDriverAdapter[] = [];
  const run = async (script: string): Promise<void> => {
    try {
      await runScript(client, migrations, script);
    } catch (error) {
      // The engine would only say that something outside of it failed.
      cause = error;
      throw error;
    }
  };
  const schema = readFileSync(join(folder, '../schema.prisma'), 'utf8');
  const engine = await SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter(url, run, opened)),
  );
  try {
    const result = await engine.applyMigrations({
      migrationsList: {
        baseDir: folder,
        lockfile: { path: 'migration_lock.toml', content: readFileSync(join(folder, 'migration_lock.toml'), 'utf8') },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.appliedMigrationNames;
  } catch (error) {
    throw cause ?? error;
  } finally {
    engine.free();
    for (const connection of opened) await connection.dispose();
  }
}

/**
 * Brings a database up to this version and gives the names of what it applied. Any number of processes may do so at once:
 * one works, the others wait and find it done. Throws `StartError` when the database cannot be reached or is newer.
 */
export async function migrate(url: string, folder: string = MIGRATIONS_FOLDER): Promise<readonly string[]> {
  const migrations = readMigrations(folder);
  const where = shownAddress(url);
  const client = await connectDatabase(url);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const names = migrations.map(({ name }) => name);
    const { pending, unknown, unfinished } = await migrationState(async (sql) => (await client.query(sql)).rows, names);
    if (unknown.length > 0) {
      throw new StartError(
        `The database at ${where} is newer than this version of the shop (it has the migration ${unknown.at(-1)}): start the version that made it, or a newer one.`,
      );
    }
    if (unfinished) {
      await client.query(
        'UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL',
      );
    }
    if (pending.length === 0) return [];
    return await apply(url, client, folder, migrations);
  } catch (error) {
    if (error instanceof StartError) throw error;
    const said = errorText(error).split('\n')[0] ?? '';
    if (tellsOfFullDisk(said))
      throw new StartError(`The disk of the database at ${where} is full: free some space there and start again.`);
    throw new StartError(`The database at ${where} could not be migrated and was left as it was: ${said.trim()}.`);
  } finally {
    // Ends the session, and with it the lock.
    await client.end().catch(() => {});
  }
}
