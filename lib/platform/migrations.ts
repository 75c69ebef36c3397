import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The folder of the migrations that this version of the shop brings. */
export const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../prisma/migrations');

/** A migration of this version: its name and its SQL. */
export type Migration = { readonly name: string; readonly sql: string };

/** The migrations of a folder, oldest first. */
export function readMigrations(folder: string = MIGRATIONS_FOLDER): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'migration.sql')))
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }));
}

/** Where a database stands against a list of migrations. */
export type MigrationState = {
  /** Not yet applied. */
  readonly pending: readonly string[];
  /** Applied, but not in the list: a newer version of the shop made them. */
  readonly unknown: readonly string[];
  /** Whether one was begun and not finished. */
  readonly unfinished: boolean;
};

const tableSchema = z.tuple([z.object({ found: z.boolean() })]);
const rowSchema = z.object({ name: z.string(), finished: z.boolean() });

/** Compares a database, which `ask` gives the rows of, with the names of the migrations that the code brings. */
export async function migrationState(
  ask: (sql: string) => Promise<readonly unknown[]>,
  names: readonly string[],
): Promise<MigrationState> {
  const [table] = tableSchema.parse(await ask("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found"));
  if (!table.found) return { pending: names, unknown: [], unfinished: false };
  const rows = z
    .array(rowSchema)
    .parse(
      await ask(
        'SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
      ),
    );
  const applied = new Set(rows.filter((row) => row.finished).map((row) => row.name));
  return {
    pending: names.filter((name) => !applied.has(name)),
    unknown: [...applied].filter((name) => !names.includes(name)),
    unfinished: rows.some((row) => !row.finished),
  };
}
