import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, openSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { diskFull, fileError, tellsOfFullDisk } from './data-directory.ts';
import type { DatabaseBinaries } from './database-binaries.ts';
import { reasonIn, SERVER_ENVIRONMENT } from './database-cluster.ts';
import type { DatabaseHome } from './database-home.ts';
import { asUser } from './database-user.ts';
import { freePort } from './ports.ts';
import { commandLine, isRunning } from './processes.ts';
import { errorCode, StartError } from './start-error.ts';

const POLL_MS = 25;
const READY_LIMIT_MS = 120_000;
const FAST_STOP_MS = 15_000;
const LOG_LIMIT_BYTES = 5_000_000;
const TRIES = 20;

// For a machine with 1 GB that also runs the shop. Durability is left as PostgreSQL has it: a paid order outlives a power cut.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '64MB',
  effective_cache_size: '256MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  io_workers: '1',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  password_encryption: 'scram-sha-256',
  log_line_prefix: '%m [%p] ',
  // A failing statement is the shop's to log; its text may hold personal data.
  log_min_messages: 'log',
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
} as const;

/** A running server. */
export type DatabaseProcess = {
  readonly port: number;
  readonly child: ChildProcess;
};

/** What `postmaster.pid` says; null when there is none. */
export function readPostmaster(cluster: string): { pid: number; port: number; ready: boolean } | null {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw fileError(error, cluster);
  }
}

/** Whether a process is the server of this cluster, and not a later program with the same number. */
function serves(pid: number, cluster: string): boolean {
  return Number.isInteger(pid) && pid > 1 && isRunning(pid) && (commandLine(pid) ?? '').includes(` -D ${cluster} `);
}

async function hasEnded(pid: number, limitMs: number): Promise<boolean> {
  for (const begun = Date.now(); Date.now() - begun < limitMs; await pause(POLL_MS)) if (!isRunning(pid)) return true;
  return !isRunning(pid);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

/** Stops a server: fast (open transactions are rolled back), at once when that takes too long. */
export async function stopDatabaseProcess(pid: number): Promise<void> {
  for (const [name, limitMs] of [
    ['SIGINT', FAST_STOP_MS],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    signal(pid, name);
    if (await hasEnded(pid, limitMs)) return;
  }
}

/** Stops the server that a killed shop left behind, and clears a `postmaster.pid` that names some other program. */
export async function clearOrphan(cluster: string): Promise<boolean> {
  const found = readPostmaster(cluster);
  if (!found) return false;
  const orphaned = serves(found.pid, cluster);
  if (orphaned) await stopDatabaseProcess(found.pid);
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
  return orphaned;
}

async function tryStart(home: DatabaseHome, binaries: DatabaseBinaries): Promise<DatabaseProcess | { said: string }> {
  const port = await freePort();
  const logFile = join(home.dataDirectory, 'postgres.log');
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) truncateSync(logFile);
  const logHandle = openSync(logFile, 'a', 0o600);
  const begin = fstatSync(logHandle).size;
  const settings = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // A session of its own: Ctrl-C reaches the shop alone, which stops the server when its own work is done.
  const child = spawn(binaries.postgres, ['-D', home.cluster, ...settings], {
    ...asUser(home.user),
    env: SERVER_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', logHandle, logHandle],
  });
  closeSync(logHandle);
  let failure: string | null = null;
  child.once('error', (error) => (failure = error.message));
  for (const begun = Date.now(); Date.now() - begun < READY_LIMIT_MS; await pause(POLL_MS)) {
    if (failure !== null) return { said: failure };
    if (child.exitCode !== null || child.signalCode !== null) {
      return { said: readFileSync(logFile).subarray(begin).toString('utf8') };
    }
    const state = readPostmaster(home.cluster);
    if (state?.pid === child.pid && state?.ready) return { port, child };
  }
  if (child.pid !== undefined) await stopDatabaseProcess(child.pid);
  throw new StartError(
    `The database in ${home.cluster} was not ready within ${READY_LIMIT_MS / 1000} seconds; ${logFile} says more.`,
  );
}

/** Starts the server on a free port of 127.0.0.1 and waits until it answers. Throws `StartError` when it does not start. */
export async function startDatabaseProcess(home: DatabaseHome, binaries: DatabaseBinaries): Promise<DatabaseProcess> {
  let said = '';
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const result = await tryStart(home, binaries);
    if ('child' in result) return result;
    said = result.said;
    if (tellsOfFullDisk(said)) throw diskFull(home.directory);
    // The port went to someone else, or processes of a killed server have not ended yet: both pass.
    if (!/Address already in use|shared memory block .* still in use/.test(said)) break;
    await pause(250);
  }
  throw new StartError(
    `The database in ${home.cluster} did not start: ${reasonIn(said)}; ${join(home.dataDirectory, 'postgres.log')} says more.`,
  );
}
