import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine, type DiffTarget } from '@prisma/schema-engine-wasm';

const FILE = 'schema.prisma';

// The engine asks any connection for the server's version before it compares two texts. No other query comes.
const offline: SqlDriverAdapter = {
  provider: 'postgres',
  adapterName: 'offline',
  queryRaw: async () => ({
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, 'PostgreSQL 18', 180_000]],
  }),
  executeRaw: async () => 0,
  executeScript: async () => {},
  startTransaction: async () => {
    throw new Error('No database stands behind a comparison of two schemas');
  },
  getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
  dispose: async () => {},
};

const factory: SqlMigrationAwareDriverAdapterFactory = {
  provider: 'postgres',
  adapterName: 'offline',
  connect: async () => offline,
  connectToShadowDb: async () => offline,
};

function target(schema: string | null): DiffTarget {
  return schema === null ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: [{ path: FILE, content: schema }] };
}

/**
 * The SQL that leads from one Prisma schema to another; `null` is an empty database. Texts are compared, no database is asked.
 * Throws what the engine says about a schema that it cannot read.
 */
export async function schemaDiff(from: string | null, to: string): Promise<string> {
  const engine = await SchemaEngine.new(
    { datamodels: [[FILE, to]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    const result = await engine.diff({
      from: target(from),
      to: target(to),
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.stdout ?? '';
  } finally {
    engine.free();
  }
}
