import { z } from 'zod';
import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import { moneyText, optionalText, requiredText } from './fields.ts';
import type { ReadOutcome } from './outcome.ts';

/** The upstream's cart: the rows of one unpaid order. */
export type Basket = {
  /** Id of the unpaid order; null when the cart is empty. */
  readonly billOrderId: string | null;
  readonly rows: readonly BasketRow[];
};

/** One row of the cart. */
export type BasketRow = {
  readonly id: string;
  readonly serviceId: string | null;
  readonly kind: string | null;
  readonly period: number | null;
  /** Ten-thousandths. */
  readonly cost: bigint | null;
};

const row = z
  .object({
    id: requiredText,
    'item.id': optionalText,
    'item.type': optionalText,
    'item.period': optionalText,
    cost: optionalText,
  })
  .transform((elem): BasketRow => ({
    id: elem.id,
    serviceId: elem['item.id'],
    kind: elem['item.type'],
    period: /^-?\d{1,4}$/.test(elem['item.period'] ?? '') ? Number(elem['item.period']) : null,
    cost: moneyText(elem.cost ?? '')?.amount ?? null,
  }));

const reply = z
  .object({
    billorder: optionalText,
    list: z.array(z.looseObject({ '@name': z.string().optional(), elem: z.array(row).default([]) })).default([]),
  })
  .transform((doc): Basket => ({
    billOrderId: doc.billorder,
    rows: doc.list.find((list) => list['@name'] === 'itemlist')?.elem ?? [],
  }));

/** Reads the cart (protocol.md 7.6). An absent list is an empty one (protocol.md 3.2). */
export function listBasket(connection: UpstreamConnection): Promise<ReadOutcome<Basket>> {
  return read(connection, { func: 'basket', params: {}, reply, isList: true });
}
