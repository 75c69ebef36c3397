import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { errorCode } from './start-error.ts';

function ps(pid: number, column: string): string | null {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}

/** Whether a process with this id runs, be it another user's. A zombie does not run. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
  }
  return processState(pid) !== 'Z';
}

function processState(pid: number): string | null {
  return linuxStat(pid)?.[0] ?? null;
}

/** The fields of /proc/<pid>/stat after the name, which may hold blanks and brackets. */
function linuxStat(pid: number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/** The command line that a process was started with; null when it cannot be told. */
export function commandLine(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return process.platform === 'linux' ? null : ps(pid, 'command');
  }
}

/** A text that no other process has had since the machine was switched on, though ids come again. */
export function processIdentity(pid: number): string | null {
  const started = linuxStat(pid)?.[19];
  if (started === undefined) return process.platform === 'linux' ? null : ps(pid, 'lstart');
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot} ${started}`;
}
