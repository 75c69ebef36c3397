import { decryptSecret } from '#lib/platform/crypto.ts';
import { env } from '#lib/platform/env.ts';
import type { UpstreamConnection } from './connection.ts';
import { LIST_LIMIT } from './connection.ts';

/** Opens a connection from an account's row. Throws when the stored password cannot be decrypted under this APP_KEY. */
export function connectionFor(account: {
  readonly id: string;
  readonly url: string;
  readonly username: string;
  readonly passwordEncrypted: string;
  readonly isSandbox: boolean;
}): UpstreamConnection {
  return {
    url: account.url,
    username: account.username,
    password: decryptSecret(account.passwordEncrypted, account.id),
    timeoutMs: env().UPSTREAM_TIMEOUT_MS,
    allowPrivate: account.isSandbox || env().upstreamPrivate,
    sizeLimit: LIST_LIMIT,
  };
}
