import { Client } from 'pg';
import { findBinaries } from './database-binaries.ts';
import { DATABASE_USER, ensureCluster } from './database-cluster.ts';
import { clusterDirectory, findHome, markReady, readRecord, type DatabaseRecord } from './database-home.ts';
import { clearOrphan, readPostmaster, startDatabaseProcess, stopDatabaseProcess } from './database-process.ts';
import { lockShop } from './shop-lock.ts';

const DATABASE = 'panelshop';

/** The embedded server, running. */
export type EmbeddedDatabase = {
  readonly url: string;
  /** What an operator should know about this start, as sentences. */
  readonly notes: readonly string[];
  /** Resolves when the server ends without having been asked to. */
  readonly lost: Promise<void>;
  stop(): Promise<void>;
  /** Ends it without waiting; the next start recovers. */
  abandon(): void;
};

function address(record: DatabaseRecord, port: number, database = DATABASE): string {
  return `postgresql://${DATABASE_USER}:${record.password}@127.0.0.1:${port}/${database}`;
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/**
 * Starts the PostgreSQL server under DATA_DIR, which the caller has locked; makes it at the first start. A server that a
 * killed shop left behind is stopped first. Throws `StartError`.
 */
export async function startEmbeddedDatabase(dataDirectory: string, shopUrl: string): Promise<EmbeddedDatabase> {
  const home = findHome(dataDirectory);
  // A copied DATA_DIR names the same cluster elsewhere: two shops must not share that either.
  const lock = home.record.elsewhere === null ? null : await lockShop(home.directory, shopUrl);
  const binaries = await findBinaries(home.user);
  const notes: string[] = [];
  try {
    if (await clearOrphan(home.cluster)) notes.push('Stopped the database server of a shop that was killed.');
    const state = await ensureCluster(home, binaries);
    if (home.record.elsewhere !== null && state === 'made') {
      notes.push(
        `The database is kept in ${home.directory}: user ${home.user?.name ?? ''}, who runs it, cannot enter ${dataDirectory}.`,
      );
    }
    const { child, port } = await startDatabaseProcess(home, binaries);
    let asked = false;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const lost = new Promise<void>((resolve) => void ended.then(() => (asked ? undefined : resolve())));
    const stop = async (): Promise<void> => {
      asked = true;
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        await stopDatabaseProcess(child.pid);
      lock?.release();
    };
    try {
      await ensureDatabase(address(home.record, port, 'postgres'));
      markReady(home);
    } catch (error) {
      await stop();
      throw error;
    }
    return { url: address(home.record, port), notes, lost, stop, abandon: () => void child.kill('SIGQUIT') };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/** The address of the server that a running shop started under DATA_DIR; null when it is not ready. */
export function findEmbeddedDatabase(dataDirectory: string): string | null {
  const record = readRecord(dataDirectory);
  const state = record ? readPostmaster(clusterDirectory(dataDirectory, record)) : null;
  return record && state?.ready ? address(record, state.port) : null;
}
