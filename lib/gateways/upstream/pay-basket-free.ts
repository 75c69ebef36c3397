import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { Done } from './done.ts';
import { done } from './done.ts';
import type { WriteOutcome } from './outcome.ts';

/** Pays an unpaid order of the cart by the button `free`: the other spelling of `payBasket`, seen in one client (protocol.md 7.6). */
export function payBasketFree(connection: UpstreamConnection, billOrderId: string): Promise<WriteOutcome<Done>> {
  return write(connection, { func: 'basket', params: { clicked_button: 'free', id: billOrderId }, reply: done });
}
