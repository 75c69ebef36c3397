import { setTimeout as pause } from 'node:timers/promises';
import { provideAppKey } from './app-key.ts';
import { openDataDirectory } from './data-directory.ts';
import { findEmbeddedDatabase, startEmbeddedDatabase } from './database-server.ts';
import { env, provideEnv } from './env.ts';
import { findShop, lockShop } from './shop-lock.ts';
import { StartError } from './start-error.ts';

const READY_LIMIT_MS = 60_000;

/**
 * Runs a command's work with DATABASE_URL and APP_KEY provided: on the server of a running shop, else on the embedded one,
 * started for the time; `alone` says that no shop runs here. Throws `StartError`.
 */
export async function withShopDatabase<T>(work: (url: string, alone: boolean) => Promise<T>): Promise<T> {
  const directory = openDataDirectory(env().DATA_DIR);
  provideEnv({ DATA_DIR: directory });
  const given = env().DATABASE_URL;
  if (given !== undefined) {
    provideAppKey(directory);
    return work(given, false);
  }
  if (findShop(directory)) {
    provideAppKey(directory);
    const url = await waitForServer(directory);
    provideEnv({ DATABASE_URL: url });
    return work(url, false);
  }
  const lock = await lockShop(directory, 'a command of the shop');
  try {
    provideAppKey(directory);
    const database = await startEmbeddedDatabase(directory, 'a command of the shop');
    try {
      provideEnv({ DATABASE_URL: database.url });
      return await work(database.url, true);
    } finally {
      await database.stop();
    }
  } finally {
    lock.release();
  }
}

async function waitForServer(directory: string): Promise<string> {
  for (const begun = Date.now(); Date.now() - begun < READY_LIMIT_MS; await pause(200)) {
    const url = findEmbeddedDatabase(directory);
    if (url !== null) return url;
    if (!findShop(directory)) break;
  }
  throw new StartError('The shop that runs on this DATA_DIR has not started its database: look at its output.');
}
