import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { Reason } from '#lib/domain/fulfilment.ts';
import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';
import { connectionFor } from '#lib/gateways/upstream/connect.ts';
import { listServices } from '#lib/gateways/upstream/list-services.ts';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { noteAnswer, noteFault } from '#lib/upstream-accounts/breaker.ts';
import type { UpstreamAccount } from '#prisma/generated/client.ts';
import type { Wanted } from './judge.ts';
import type { LoadedItem } from './load-item.ts';

/** The upstream's whole list, or why it could not be read; `message` is ours or the upstream's, secrets removed. */
export type Look =
  | { readonly ok: true; readonly rows: readonly ServiceRow[] }
  | { readonly ok: false; readonly reason: Reason; readonly message: string };

/** Why an account's stored password cannot be used. */
export const KEY_LOST = 'The stored password cannot be read: APP_KEY is another than when it was stored';

/** The connection to an account; null when its stored password cannot be read under this APP_KEY. */
export function connectionOf(account: UpstreamAccount): UpstreamConnection | null {
  try {
    return connectionFor(account);
  } catch {
    return null;
  }
}

/** Reads one kind's whole list of an account. It changes nothing at the upstream; the breaker learns whether it was answered. */
export async function look(account: UpstreamAccount, kind: ProductKind, now: Date): Promise<Look> {
  const connection = connectionOf(account);
  if (!connection) return { ok: false, reason: 'wrong_login', message: KEY_LOST };
  const read = await listServices(connection, kind);
  if (read.ok) {
    await noteAnswer(account.id);
    return { ok: true, rows: read.value };
  }
  if (read.reason === 'upstream_unreachable') await noteFault(account.id, read.message, now);
  else await noteAnswer(account.id);
  return { ok: false, reason: read.reason, message: read.message };
}

/** What the item looks like in the list. */
export function wantedOf(item: LoadedItem): Wanted {
  const { kind, licence, ip, upstreamId, period } = item;
  return { kind, licence, ip, upstreamId, period, names: [item.name, item.product.name] };
}
