import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { Done } from './done.ts';
import { done } from './done.ts';
import type { WriteOutcome } from './outcome.ts';

/** Takes a row out of the cart; nothing has been paid for it (protocol.md 7.6). */
export function deleteBasketRow(connection: UpstreamConnection, rowId: string): Promise<WriteOutcome<Done>> {
  return write(connection, { func: 'basket', params: { clicked_button: 'delete', id: rowId, sok: 'ok' }, reply: done });
}
