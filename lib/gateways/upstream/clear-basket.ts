import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { Done } from './done.ts';
import { done } from './done.ts';
import type { WriteOutcome } from './outcome.ts';

/** Takes all rows of an unpaid order out of the cart (protocol.md 7.6). */
export function clearBasket(connection: UpstreamConnection, billOrderId: string): Promise<WriteOutcome<Done>> {
  // Never with sok: a server that overlooks the button would read `id` and `sok` as a payment.
  return write(connection, { func: 'basket', params: { clicked_button: 'clearbasket', id: billOrderId }, reply: done });
}
