import { z } from 'zod';
import { TRIAL } from '#lib/domain/billing-period.ts';
import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import { optionalText } from './fields.ts';
import type { WriteOutcome } from './outcome.ts';

/** What to buy: `upstreamId` is the tariff, `licence` the number of the ispmanager licence, `correlation` goes as remoteid. */
export type AdditionOrder = {
  readonly licence: string;
  readonly upstreamId: string;
  readonly period: number;
  /** Renewal by the upstream itself; a trial never has one. */
  readonly autoprolong: boolean;
  readonly correlation: string;
};

/** What was bought. Only an order id: it lies unpaid in the upstream's cart (protocol.md 4.3). */
export type OrderedAddition = { readonly serviceId: string | null; readonly billOrderId: string | null };

const reply = z
  .object({ id: optionalText, 'billorder.id': optionalText })
  .refine((doc) => doc.id !== null || doc['billorder.id'] !== null)
  .transform((doc) => ({ serviceId: doc.id, billOrderId: doc['billorder.id'] }));

/** Buys a module and pays for it from the balance at once (protocol.md 7.1). A repeat buys again. */
export function orderAddition(
  connection: UpstreamConnection,
  order: AdditionOrder,
): Promise<WriteOutcome<OrderedAddition>> {
  return write(connection, {
    func: 'addition.order.param',
    params: {
      // Lower case: the vendor's own list of parameters prints "Item", its example and all code "item".
      item: order.licence,
      pricelist: order.upstreamId,
      period: String(order.period),
      autoprolong: autoprolongText(order),
      remoteid: order.correlation,
      skipbasket: 'on',
      sok: 'ok',
    },
    reply,
  });
}

// Any value but the period itself is silently taken as "off" (protocol.md 7.1).
function autoprolongText({ autoprolong, period }: AdditionOrder): string {
  return autoprolong && period !== TRIAL ? String(period) : 'null';
}
