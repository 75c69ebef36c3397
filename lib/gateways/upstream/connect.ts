import { decryptSecret } from '#lib/platform/crypto.ts';
import type { UpstreamConnection } from './connection.ts';
import { LIST_LIMIT, TIMEOUT_MS } from './connection.ts';

/** Opens a connection from an account's row. Throws when the stored password cannot be decrypted under this APP_KEY. */
export function connectionFor(account: {
  readonly id: string;
  readonly url: string;
  readonly username: string;
  readonly passwordEncrypted: string;
}): UpstreamConnection {
  return {
    url: account.url,
    username: account.username,
    password: decryptSecret(account.passwordEncrypted, account.id),
    timeoutMs: TIMEOUT_MS,
    sizeLimit: LIST_LIMIT,
  };
}
