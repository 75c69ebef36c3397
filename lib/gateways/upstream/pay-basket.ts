import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { Done } from './done.ts';
import { done } from './done.ts';
import type { WriteOutcome } from './outcome.ts';

/** Pays an unpaid order of the cart from the balance (protocol.md 5.2, 7.6). */
export function payBasket(connection: UpstreamConnection, billOrderId: string): Promise<WriteOutcome<Done>> {
  return write(connection, { func: 'basket', params: { id: billOrderId, sok: 'ok' }, reply: done });
}
