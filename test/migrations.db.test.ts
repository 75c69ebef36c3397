import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { migrate } from '#lib/platform/migrate.ts';
import { readMigrations } from '#lib/platform/migrations.ts';
import { schemaDiff } from '#lib/platform/schema-diff.ts';

// What the schema language can say: tables, columns, enums, keys and plain indexes. Guards come on top and are not compared.
const STRUCTURE = `
  SELECT format('column %I.%I %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
           CASE WHEN a.attnotnull THEN 'not null' ELSE 'null' END, pg_get_expr(d.adbin, d.adrelid)) AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT format('constraint %s %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f')
  UNION ALL
  SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indrelid
   WHERE c.relnamespace = 'public'::regnamespace AND indpred IS NULL
  UNION ALL
  SELECT format('enum %I %s', t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder))
    FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname`;

const linesSchema = z.array(z.object({ line: z.string() }));

/** Runs the work on an empty database of its own. */
async function withEmptyDatabase<T>(work: (url: string, client: Client) => Promise<T>): Promise<T> {
  const name = `empty_${randomBytes(6).toString('hex')}`;
  const url = new URL(inject('templateUrl'));
  url.pathname = '/postgres';
  const admin = new Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  url.pathname = `/${name}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    return await work(url.href, client);
  } finally {
    await client.end();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  }
}

async function structure(client: Client): Promise<string[]> {
  const { rows } = await client.query(STRUCTURE);
  return linesSchema
    .parse(rows)
    .map(({ line }) => line)
    .filter((line) => !line.includes('_prisma_migrations'))
    .sort();
}

describe('migrations', () => {
  test('lead to the very schema that schema.prisma describes', async () => {
    const migrated = await withEmptyDatabase(async (url, client) => {
      await migrate(url);
      return structure(client);
    });
    const described = await withEmptyDatabase(async (_url, client) => {
      await client.query(await schemaDiff(null, readFileSync('prisma/schema.prisma', 'utf8')));
      return structure(client);
    });
    expect(described.length).toBeGreaterThan(100);
    expect(migrated).toEqual(described);
  });

  test('are applied once when several replicas start at the same time', async () => {
    await withEmptyDatabase(async (url, client) => {
      const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
      const names = readMigrations().map(({ name }) => name);
      expect(applied.flat()).toEqual(names);
      const { rows } = await client.query('SELECT migration_name FROM _prisma_migrations ORDER BY started_at');
      expect(rows.map((row: { migration_name: string }) => row.migration_name)).toEqual(names);
    });
  });

  test('that a killed process left unfinished are applied by the next start', async () => {
    await withEmptyDatabase(async (url, client) => {
      await migrate(url);
      const [first] = readMigrations();
      await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      await client.query(
        `CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
           migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
           started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`,
      );
      await client.query(`INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('killed', 'x', $1)`, [
        first?.name,
      ]);
      expect(await migrate(url)).toEqual(readMigrations().map(({ name }) => name));
    });
  });
});
