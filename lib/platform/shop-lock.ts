import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { fileError, writePrivate } from './data-directory.ts';
import { isRunning, processIdentity } from './processes.ts';
import { errorCode, StartError } from './start-error.ts';

const FILE = 'shop.lock';
const STOPPING_LIMIT_MS = 30_000;
// A shop whose starter was killed notices within this time and begins to stop.
const NOTICE_MS = 1_500;

const holderSchema = z.object({
  pid: z.number().int(),
  identity: z.string().nullable(),
  url: z.string(),
  stopping: z.boolean(),
});
type Holder = z.infer<typeof holderSchema>;

/** The right to use the database and the sandbox of one DATA_DIR. */
export type ShopLock = {
  /** Whether a killed process left its lock behind. */
  readonly recovered: boolean;
  /** Tells the next start to wait instead of giving up. */
  announceStop(): void;
  release(): void;
};

function readHolder(path: string): { text: string; holder: Holder | null } | null {
  try {
    const text = readFileSync(path, 'utf8');
    const parsed = holderSchema.safeParse(JSON.parse(text));
    return { text, holder: parsed.success ? parsed.data : null };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    if (error instanceof SyntaxError) return { text: '', holder: null };
    throw fileError(error, path);
  }
}

function lives(holder: Holder | null): holder is Holder {
  return (
    holder !== null &&
    holder.pid !== process.pid &&
    isRunning(holder.pid) &&
    processIdentity(holder.pid) === holder.identity
  );
}

/** The running shop that holds a DATA_DIR; null when none does. */
export function findShop(directory: string): { pid: number; url: string } | null {
  const found = readHolder(join(directory, FILE));
  return found && lives(found.holder) ? found.holder : null;
}

/**
 * Takes the lock of a DATA_DIR. Waits while its holder stops; a lock whose process is gone is taken over.
 * Throws `StartError` when another shop runs there.
 */
export async function lockShop(directory: string, url: string): Promise<ShopLock> {
  const path = join(directory, FILE);
  const mine: Holder = { pid: process.pid, identity: processIdentity(process.pid), url, stopping: false };
  const draft = `${path}.${process.pid}`;
  const begun = Date.now();
  let recovered = false;
  try {
    writeDraft(draft, mine);
    for (;;) {
      try {
        // Unlike a rename, a link never replaces the lock of a shop that was quicker.
        linkSync(draft, path);
        break;
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw fileError(error, path);
      }
      const found = readHolder(path);
      if (found === null) continue;
      if (lives(found.holder)) {
        const limit = found.holder.stopping ? STOPPING_LIMIT_MS : NOTICE_MS;
        if (Date.now() - begun > limit) throw alreadyRunning(directory, found.holder);
        await pause(100);
        continue;
      }
      recovered = true;
      clearStale(path, found.text);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    recovered,
    announceStop: () => writePrivate(directory, FILE, JSON.stringify({ ...mine, stopping: true })),
    release: () => rmSync(path, { force: true }),
  };
}

function writeDraft(path: string, mine: Holder): void {
  try {
    writeFileSync(path, JSON.stringify(mine), { mode: 0o600 });
  } catch (error) {
    throw fileError(error, path);
  }
}

function alreadyRunning(directory: string, holder: Holder): StartError {
  return new StartError(
    `A shop already runs on DATA_DIR ${directory} (process ${holder.pid}, ${holder.url}): stop it first, or give this one another DATA_DIR and PORT, or a DATABASE_URL to share.`,
  );
}

/** Takes a dead holder's lock away, and puts it back when meanwhile another start took it. */
function clearStale(path: string, seen: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
    if (seen !== '' && readFileSync(aside, 'utf8') !== seen) linkSync(aside, path);
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'ENOENT' && code !== 'EEXIST') throw fileError(error, path);
  } finally {
    rmSync(aside, { force: true });
  }
}
