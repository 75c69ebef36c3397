import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskFull, fileError, tellsOfFullDisk } from './data-directory.ts';
import type { DatabaseBinaries } from './database-binaries.ts';
import { clusterVersion, giveTo, type DatabaseHome } from './database-home.ts';
import { asUser } from './database-user.ts';
import { StartError } from './start-error.ts';

/** The server's superuser, the shop's database role. */
export const DATABASE_USER = 'panelshop';

/** The major version of the server in the package. */
const MAJOR = '18';

/** The last line in which a PostgreSQL program says what went wrong. */
export function reasonIn(output: string): string {
  const lines = output.split('\n').filter((line) => /FATAL|PANIC|error|could not/i.test(line));
  return (lines.at(-1) ?? output.trim().split('\n').at(-1) ?? '').replace(/^.*?(FATAL|PANIC|error):\s*/i, '').trim();
}

/** A server needs only this of the shop's environment; the rest holds secrets. */
export const SERVER_ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  NODE_ENV: 'production',
} as const;

function initialise(
  home: DatabaseHome,
  binaries: DatabaseBinaries,
  target: string,
  passwordFile: string,
): Promise<void> {
  const words = [
    `--pgdata=${target}`,
    `--username=${DATABASE_USER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The server's own sorting is the same on every system; the operating system's changes with its updates.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(binaries.initdb, words, { ...asUser(home.user), env: SERVER_ENVIRONMENT, detached: true });
    let output = '';
    const collect = (chunk: Buffer): void => void (output += chunk.toString('utf8'));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', (error) => reject(new StartError(`The database could not be made: ${error.message}.`)));
    child.once('close', (code) => {
      if (code === 0) resolve();
      else if (tellsOfFullDisk(output)) reject(diskFull(home.directory));
      else reject(new StartError(`The database in ${home.cluster} could not be made: ${reasonIn(output)}.`));
    });
  });
}

async function makeCluster(home: DatabaseHome, binaries: DatabaseBinaries): Promise<void> {
  const draft = `${home.cluster}.making-${process.pid}`;
  const passwordFile = join(home.directory, `.initial-password-${process.pid}`);
  try {
    for (const name of readdirSync(home.directory)) {
      if (name.startsWith('postgres.making-')) rmSync(join(home.directory, name), { recursive: true, force: true });
    }
    mkdirSync(draft, { mode: 0o700 });
    giveTo(home.user, draft);
    writeFileSync(passwordFile, `${home.record.password}\n`, { mode: 0o600 });
    giveTo(home.user, passwordFile);
    await initialise(home, binaries, draft, passwordFile);
    // Only a finished cluster ever bears the name.
    renameSync(draft, home.cluster);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw fileError(error, home.directory);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Makes the cluster where there is none, or only a half-made one. Throws `StartError` for one that cannot be used. */
export async function ensureCluster(home: DatabaseHome, binaries: DatabaseBinaries): Promise<'made' | 'found'> {
  const whole = ['PG_VERSION', 'global/pg_control', 'base'].every((part) => existsSync(join(home.cluster, part)));
  if (whole) {
    const version = clusterVersion(home.cluster);
    if (version === MAJOR) return 'found';
    throw new StartError(
      `The database in ${home.cluster} was made by PostgreSQL ${version}, and this version of the shop brings ${MAJOR}: see docs/operations.md.`,
    );
  }
  if (home.record.ready) {
    throw new StartError(
      `The database in ${home.cluster} is gone or damaged: put it back from a backup, or remove ${home.dataDirectory} to start anew.`,
    );
  }
  rmSync(home.cluster, { recursive: true, force: true });
  await makeCluster(home, binaries);
  return 'made';
}
