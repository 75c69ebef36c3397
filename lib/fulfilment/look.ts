import type { AdditionRow } from '#lib/gateways/upstream/addition-row.ts';
import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';
import { connectionFor } from '#lib/gateways/upstream/connect.ts';
import { listAdditions } from '#lib/gateways/upstream/list-additions.ts';
import type { Reason } from '#lib/domain/fulfilment.ts';
import type { Wanted } from './judge.ts';
import type { LoadedItem } from './load-item.ts';

/** The upstream's whole list, or why it could not be read; `message` is ours or the upstream's, secrets removed. */
export type Look =
  | { readonly ok: true; readonly rows: readonly AdditionRow[] }
  | { readonly ok: false; readonly reason: Reason; readonly message: string };

/** The connection to the item's account; null when its stored password cannot be read under this APP_KEY. */
export function connectionOf(item: LoadedItem): UpstreamConnection | null {
  try {
    return connectionFor(item.account);
  } catch {
    return null;
  }
}

/** Reads the list of the item's account. It changes nothing anywhere. */
export async function look(item: LoadedItem): Promise<Look> {
  const connection = connectionOf(item);
  if (!connection) {
    return {
      ok: false,
      reason: 'wrong_login',
      message: 'The stored password cannot be read: APP_KEY is another than when it was stored',
    };
  }
  const read = await listAdditions(connection);
  return read.ok ? { ok: true, rows: read.value } : { ok: false, reason: read.reason, message: read.message };
}

/** What the item looks like in the list. */
export function wantedOf(item: LoadedItem): Wanted {
  const { licence, upstreamId, period } = item;
  return { licence, upstreamId, period, names: [item.name, item.product.name] };
}
