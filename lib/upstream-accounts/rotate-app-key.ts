import { adoptNextKey, keyIsInFile, newAppKey, writeNextKey } from '#lib/platform/app-key.ts';
import { decryptSecret, encryptSecret } from '#lib/platform/crypto.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { env } from '#lib/platform/env.ts';
import { StartError } from '#lib/platform/start-error.ts';
import { WAKE_CHANNEL } from '#lib/platform/wake.ts';
import { settleAppKey } from './settle-app-key.ts';

/** What a rotation did. */
export type Rotation = {
  readonly secrets: number;
  readonly key: string;
  /** Whether DATA_DIR/app-key holds the new key; otherwise the operator has to put it into APP_KEY. */
  readonly inFile: boolean;
};

/**
 * Encrypts every stored secret under a new key. The key is kept beside the old one first, then all secrets change in one transaction,
 * then the key takes its place: killed anywhere in between, the next start or rotation ends it (`settleAppKey`). Throws `StartError`
 * when a secret cannot be read, or when a process of the shop is running, which would go on with the old key.
 */
export async function rotateAppKey(directory: string, wanted: string | null): Promise<Rotation> {
  await settleAppKey(directory);
  await refuseWhileRunning();
  const before = env().APP_KEY;
  const key = wanted ?? newAppKey();
  if (before?.toLowerCase() === key.toLowerCase() || before === undefined)
    throw new StartError('The new key is the one that is in use already.');
  const accounts = await readSecrets(db(), before);
  writeNextKey(directory, key);
  const secrets = accounts.length === 0 ? 0 : await encryptAnew(before, key);
  const inFile = keyIsInFile();
  if (inFile) adoptNextKey(directory, key);
  return { secrets, key, inFile };
}

/** Changes every secret to another key, in one transaction; no account is added or changed meanwhile. Gives their number. */
export async function encryptAnew(before: string, after: string): Promise<number> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE upstream_accounts IN SHARE ROW EXCLUSIVE MODE`;
    const accounts = await readSecrets(tx, before);
    for (const { id, password } of accounts) {
      const passwordEncrypted = encryptSecret(password, id, after);
      await tx.upstreamAccount.update({ where: { id }, data: { passwordEncrypted } });
    }
    return accounts.length;
  });
}

async function readSecrets(tx: Tx, key: string): Promise<{ id: string; password: string }[]> {
  const accounts = await tx.upstreamAccount.findMany({
    orderBy: { id: 'asc' },
    select: { id: true, name: true, passwordEncrypted: true },
  });
  return accounts.map(({ id, name, passwordEncrypted }) => {
    try {
      return { id, password: decryptSecret(passwordEncrypted, id, key) };
    } catch {
      throw new StartError(
        `The password of the supplier account ${name} cannot be read under the present key: set it again in the dashboard first. Nothing was changed.`,
      );
    }
  });
}

/** Every process of a shop listens for wake-ups on a connection of its own, whichever machine it is on. */
async function refuseWhileRunning(): Promise<void> {
  const pattern = `LISTEN ${WAKE_CHANNEL}%`;
  const [listening] = await db().$queryRaw<readonly { count: number }[]>`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE ${pattern}`;
  if ((listening?.count ?? 0) > 0) {
    throw new StartError(
      'A process of the shop is running on this database and would go on with the old key: stop all of them first. Nothing was changed.',
    );
  }
}
