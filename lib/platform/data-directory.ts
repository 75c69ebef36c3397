import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { errorCode, errorText, StartError } from './start-error.ts';

/** Whether a text tells of a full disk, as the system and PostgreSQL say it. */
export function tellsOfFullDisk(text: string): boolean {
  return /ENOSPC|No space left on device|EDQUOT|Disk quota exceeded/i.test(text);
}

/** The sentence for a full disk. */
export function diskFull(path: string): StartError {
  return new StartError(`The disk that holds ${path} is full: free some space there and start again.`);
}

/** Turns a file system error into one sentence about the path; anything else goes on as it is. */
export function fileError(error: unknown, path: string): unknown {
  const code = errorCode(error);
  if (code !== null && tellsOfFullDisk(code)) return diskFull(path);
  if (code !== null && /^E[A-Z]+$/.test(code)) {
    return new StartError(
      `${path} cannot be used (${errorText(error)}): DATA_DIR must be a directory that this user may write.`,
    );
  }
  return error;
}

/**
 * Makes DATA_DIR where needed and gives its absolute path. Its files are each readable by their owner alone; the directory
 * may be entered, not listed, because the database server runs as another user where the shop runs as root.
 */
export function openDataDirectory(path: string): string {
  const directory = resolve(path);
  try {
    // The umask may have taken rights away.
    if (mkdirSync(directory, { recursive: true }) !== undefined) chmodSync(directory, 0o711);
    return realpathSync(directory);
  } catch (error) {
    throw fileError(error, directory);
  }
}

/** The text of a file in DATA_DIR; null when there is none. */
export function readPrivate(directory: string, name: string): string | null {
  const path = join(directory, name);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw fileError(error, path);
  }
}

/** Writes a file that its owner alone may read, in one step: a killed process leaves the old one or the new one. */
export function writePrivate(directory: string, name: string, text: string): void {
  const path = join(directory, name);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw fileError(error, path);
  }
}

/** Returns when the names of DATA_DIR's files would survive a power cut, as their contents do. */
export function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } catch (error) {
    throw fileError(error, directory);
  } finally {
    closeSync(handle);
  }
}

/** Gives a file in DATA_DIR another name, in one step; a file of that name is replaced. */
export function renamePrivate(directory: string, from: string, to: string): void {
  const path = join(directory, from);
  try {
    renameSync(path, join(directory, to));
  } catch (error) {
    throw fileError(error, path);
  }
}

/** Removes a file of DATA_DIR, where there is one. */
export function removePrivate(directory: string, name: string): void {
  const path = join(directory, name);
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw fileError(error, path);
  }
}
