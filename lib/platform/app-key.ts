import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readPrivate, removePrivate, renamePrivate, syncDirectory, writePrivate } from './data-directory.ts';
import { env, provideEnv } from './env.ts';
import { StartError } from './start-error.ts';

const FILE = 'app-key';
const NEXT = 'app-key.next';

/** Where this process's APP_KEY came from: the environment, or DATA_DIR. */
let source: 'environment' | 'file' = 'environment';

function readKey(directory: string, file: string): string | null {
  const stored = readPrivate(directory, file)?.trim() ?? null;
  if (stored !== null && !/^[0-9a-f]{64}$/i.test(stored)) {
    throw new StartError(
      `${directory}/${file} does not hold 64 hexadecimal digits: put the right key back from a backup.`,
    );
  }
  return stored;
}

/** A new key: 64 hexadecimal digits. */
export function newAppKey(): string {
  return randomBytes(32).toString('hex');
}

/**
 * Makes sure that APP_KEY is set: from the environment, else from DATA_DIR/app-key, else newly made there (`made`).
 * Without that file or the same APP_KEY, stored passwords and open sessions are lost.
 */
export function provideAppKey(directory: string): 'given' | 'found' | 'made' {
  source = 'environment';
  if (env().APP_KEY !== undefined) return 'given';
  const stored = readKey(directory, FILE);
  const key = stored ?? newAppKey();
  if (stored === null) writePrivate(directory, FILE, `${key}\n`);
  provideEnv({ APP_KEY: key });
  source = 'file';
  return stored === null ? 'made' : 'found';
}

/** Whether APP_KEY was read from DATA_DIR, so that a new one can be put there. */
export function keyIsInFile(): boolean {
  return source === 'file';
}

/** Where a key waits that a rotation is about to use. */
export function nextKeyPath(directory: string): string {
  return join(directory, NEXT);
}

/** The key that a rotation is about to use, or has used and was killed; null: none. */
export function readNextKey(directory: string): string | null {
  return readKey(directory, NEXT);
}

/** Keeps the key of a rotation before anything is encrypted under it: whatever happens then, no secret is without its key. */
export function writeNextKey(directory: string, key: string): void {
  writePrivate(directory, NEXT, `${key}\n`);
  syncDirectory(directory);
}

/** The waiting key becomes APP_KEY of this process, and DATA_DIR/app-key in one step. */
export function adoptNextKey(directory: string, key: string): void {
  renamePrivate(directory, NEXT, FILE);
  provideEnv({ APP_KEY: key });
}

/** The waiting key is not needed: nothing was encrypted under it, or everybody has it. */
export function dropNextKey(directory: string): void {
  removePrivate(directory, NEXT);
}
