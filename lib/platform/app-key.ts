import { randomBytes } from 'node:crypto';
import { readPrivate, writePrivate } from './data-directory.ts';
import { env, provideEnv } from './env.ts';
import { StartError } from './start-error.ts';

const FILE = 'app-key';

/**
 * Makes sure that APP_KEY is set: from the environment, else from DATA_DIR/app-key, else newly made there (`made`).
 * Without that file or the same APP_KEY, stored passwords and open sessions are lost.
 */
export function provideAppKey(directory: string): 'given' | 'found' | 'made' {
  if (env().APP_KEY !== undefined) return 'given';
  const stored = readPrivate(directory, FILE)?.trim();
  if (stored !== undefined && !/^[0-9a-f]{64}$/i.test(stored)) {
    throw new StartError(
      `${directory}/${FILE} does not hold 64 hexadecimal digits: put the right key back from a backup.`,
    );
  }
  const key = stored ?? randomBytes(32).toString('hex');
  if (stored === undefined) writePrivate(directory, FILE, `${key}\n`);
  provideEnv({ APP_KEY: key });
  return stored === undefined ? 'made' : 'found';
}
