import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fileError, readPrivate, writePrivate } from './data-directory.ts';
import { SHARED_HOME } from './database-binaries.ts';
import { canEnter, chooseDatabaseUser, userOfFiles, type DatabaseUser } from './database-user.ts';
import { StartError } from './start-error.ts';

const FILE = 'database.json';

const recordSchema = z.object({
  password: z.string().min(1),
  /** The directory that holds the cluster where that is not DATA_DIR. */
  elsewhere: z.string().nullable(),
  /** Whether the cluster has been started once: from then on it is never made again. */
  ready: z.boolean(),
});
export type DatabaseRecord = z.infer<typeof recordSchema>;

/** Where the embedded database lives, as whom it runs and how to sign in. */
export type DatabaseHome = {
  readonly dataDirectory: string;
  /** The directory that holds the cluster. */
  readonly directory: string;
  readonly cluster: string;
  readonly user: DatabaseUser | null;
  readonly record: DatabaseRecord;
};

/** What DATA_DIR says about its database; null when there is none yet. */
export function readRecord(dataDirectory: string): DatabaseRecord | null {
  const text = readPrivate(dataDirectory, FILE);
  if (text === null) return null;
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    throw new StartError(
      `${join(dataDirectory, FILE)} cannot be read as what the shop wrote there: put it back from a backup.`,
    );
  }
}

/** Notes in DATA_DIR that the cluster has been started once. */
export function markReady(home: DatabaseHome): void {
  if (!home.record.ready) writePrivate(home.dataDirectory, FILE, JSON.stringify({ ...home.record, ready: true }));
}

/** The directory that holds a record's cluster. */
export function clusterDirectory(dataDirectory: string, record: DatabaseRecord): string {
  return join(record.elsewhere ?? dataDirectory, 'postgres');
}

/** Finds or chooses the place of DATA_DIR's cluster. Throws `StartError` when it cannot be used from here. */
export function findHome(dataDirectory: string): DatabaseHome {
  const known = readRecord(dataDirectory);
  if (known) return knownHome(dataDirectory, known);
  const orphan = join(dataDirectory, 'postgres');
  if (existsSync(join(orphan, 'global/pg_control'))) {
    throw new StartError(
      `${join(dataDirectory, FILE)}, which holds the password of the database in ${orphan}, is missing: put it back from a backup.`,
    );
  }
  const user = chooseDatabaseUser();
  const elsewhere = user === null || canEnter(user, dataDirectory) ? null : newSharedHome(dataDirectory);
  const record: DatabaseRecord = { password: randomBytes(24).toString('hex'), elsewhere, ready: false };
  writePrivate(dataDirectory, FILE, JSON.stringify(record));
  return assemble(dataDirectory, record, user);
}

function knownHome(dataDirectory: string, record: DatabaseRecord): DatabaseHome {
  const cluster = clusterDirectory(dataDirectory, record);
  const found = statSync(cluster, { throwIfNoEntry: false });
  const user = found ? userOfFiles(found.uid, found.gid) : chooseDatabaseUser();
  if (user !== null && process.getuid?.() !== 0) {
    throw new StartError(
      `The database in ${cluster} belongs to ${user.name}: start the shop as root as before, or hand the files of DATA_DIR over with chown.`,
    );
  }
  if (!found && record.elsewhere !== null) ensureShared(record.elsewhere);
  return assemble(dataDirectory, record, user);
}

function assemble(dataDirectory: string, record: DatabaseRecord, user: DatabaseUser | null): DatabaseHome {
  const directory = record.elsewhere ?? dataDirectory;
  if (!canEnter(user, directory)) {
    throw new StartError(
      `User ${user?.name ?? ''} runs the database but cannot enter ${directory}: let it (chmod o+x on each directory of that path), or move DATA_DIR.`,
    );
  }
  return { dataDirectory, directory, cluster: join(directory, 'postgres'), user, record };
}

function ensureShared(home: string): void {
  try {
    mkdirSync(home, { recursive: true });
    // The umask may have taken rights away.
    for (const directory of [SHARED_HOME, home]) chmodSync(directory, 0o755);
  } catch (error) {
    throw fileError(error, home);
  }
}

/** A directory that any user can enter, of this DATA_DIR alone: one that was removed and made again is another. */
function newSharedHome(dataDirectory: string): string {
  const name = createHash('sha256').update(dataDirectory).digest('hex').slice(0, 16);
  const home = join(SHARED_HOME, `${name}-${randomBytes(3).toString('hex')}`);
  ensureShared(home);
  return home;
}

/** Hands a file or directory to the user who runs the server. */
export function giveTo(user: DatabaseUser | null, path: string): void {
  if (user) chownSync(path, user.uid, user.gid);
}

/** The major version of a cluster's files, such as "18". */
export function clusterVersion(cluster: string): string {
  return readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
}
