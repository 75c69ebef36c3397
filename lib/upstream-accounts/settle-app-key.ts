import { adoptNextKey, dropNextKey, keyIsInFile, nextKeyPath, readNextKey } from '#lib/platform/app-key.ts';
import { decryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import { env } from '#lib/platform/env.ts';
import { StartError } from '#lib/platform/start-error.ts';

/**
 * Ends a rotation of the key, its own last step as well as what the next start does after one that was killed. The secrets themselves
 * say whether it was committed: under the waiting key, that key is adopted; otherwise it is dropped, and the old one stays. Gives a
 * sentence where something was done. Throws `StartError` where the committed key has to be put into APP_KEY by the operator.
 */
export async function settleAppKey(directory: string): Promise<string | null> {
  const next = readNextKey(directory);
  if (next === null) return null;
  if (env().APP_KEY?.toLowerCase() === next.toLowerCase()) {
    dropNextKey(directory);
    return null;
  }
  if (await allReadableUnder(next)) {
    if (!keyIsInFile()) {
      throw new StartError(
        `The key was rotated: set APP_KEY to the one in ${nextKeyPath(directory)}, in every process of this shop.`,
      );
    }
    adoptNextKey(directory, next);
    return 'A new key is in use: everybody has to sign in again.';
  }
  if (await allReadableUnder(env().APP_KEY)) dropNextKey(directory);
  return null;
}

/** Whether there are secrets, and each opens under the key. A rotation that had none to encrypt has nothing to end. */
async function allReadableUnder(key: string | undefined): Promise<boolean> {
  const accounts = await db().upstreamAccount.findMany({ select: { id: true, passwordEncrypted: true } });
  return (
    key !== undefined &&
    accounts.length > 0 &&
    accounts.every(({ id, passwordEncrypted }) => isReadable(passwordEncrypted, id, key))
  );
}

function isReadable(stored: string, id: string, key: string): boolean {
  try {
    decryptSecret(stored, id, key);
    return true;
  } catch {
    return false;
  }
}
