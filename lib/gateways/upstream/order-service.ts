import { z } from 'zod';
import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import { optionalText } from './fields.ts';
import type { ServiceOrder } from './order-params.ts';
import { orderParams } from './order-params.ts';
import type { WriteOutcome } from './outcome.ts';

/** What was ordered. Only an order id: it lies unpaid in the upstream's cart (protocol.md 4.3). */
export type Ordered = { readonly serviceId: string | null; readonly billOrderId: string | null };

const reply = z
  .object({ id: optionalText, 'billorder.id': optionalText })
  .refine((doc) => doc.id !== null || doc['billorder.id'] !== null)
  .transform((doc): Ordered => ({ serviceId: doc.id, billOrderId: doc['billorder.id'] }));

/** Orders a service; `pay: 'at_once'` takes its price from the balance (protocol.md 7.1–7.4). A repeat orders again. */
export function orderService(connection: UpstreamConnection, order: ServiceOrder): Promise<WriteOutcome<Ordered>> {
  return write(connection, { func: `${order.kind}.order.param`, params: orderParams(order), reply });
}
