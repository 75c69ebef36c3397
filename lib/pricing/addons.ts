import { z } from 'zod';
import type { AddonRange, Quantities } from '#lib/domain/addons.ts';

/** What an upstream account asks, in the store's currency and in its own. Ten-thousandths. */
export type AddonCost = { readonly cost: bigint; readonly upstreamCost: bigint };

/** An add-on of a tariff as last pulled. */
export type ListedAddon = AddonRange & {
  readonly name: string;
  readonly intname: string;
  readonly measure: string;
  readonly costs: ReadonlyMap<number, AddonCost>;
};

/** An add-on of a published price: per unit, for the price's period. Ten-thousandths. */
export type PublishedAddon = AddonRange & { readonly name: string; readonly cost: bigint; readonly retail: bigint };

const amount = z
  .string()
  .regex(/^-?\d{1,18}$/)
  .transform(BigInt);
const range = {
  id: z.string(),
  name: z.string(),
  type: z.enum(['flag', 'number']),
  min: z.int().nonnegative(),
  max: z.int().nonnegative().nullable(),
};
const cost = z.object({ cost: amount, upstreamCost: amount });
const listed = z.array(
  z.object({
    ...range,
    intname: z.string(),
    measure: z.string(),
    costs: z
      .record(z.string(), cost)
      .transform((costs) => new Map(Object.entries(costs).map(([period, each]) => [Number(period), each]))),
  }),
);
const published = z.array(z.object({ ...range, cost: amount, retail: amount }));
const quantities = z.record(z.string(), z.int().nonnegative());

/** Reads `PriceListItem.addons`; throws on what no pull has written. */
export function readListedAddons(json: unknown): readonly ListedAddon[] {
  return listed.parse(json);
}

/** Reads `PublishedPrice.addons`; throws on what no publication has written. */
export function readPublishedAddons(json: unknown): readonly PublishedAddon[] {
  return published.parse(json);
}

/** Writes `PriceListItem.addons`. */
export function writeListedAddons(addons: readonly ListedAddon[]) {
  return addons.map(({ id, name, intname, type, min, max, measure, costs }) => ({
    id,
    name,
    intname,
    type,
    min,
    max,
    measure,
    costs: Object.fromEntries(
      [...costs]
        .toSorted(([a], [b]) => a - b)
        .map(([period, each]) => [
          String(period),
          { cost: each.cost.toString(), upstreamCost: each.upstreamCost.toString() },
        ]),
    ),
  }));
}

/** Writes `PublishedPrice.addons`. */
export function writePublishedAddons(addons: readonly PublishedAddon[]) {
  return addons.map(({ id, name, type, min, max, cost: unitCost, retail }) => ({
    id,
    name,
    type,
    min,
    max,
    cost: unitCost.toString(),
    retail: retail.toString(),
  }));
}

/** A text that is the same for the same add-ons: the database keeps the members of an object in an order of its own. */
export function addonsText(addons: readonly ListedAddon[]): string {
  return JSON.stringify(writeListedAddons(addons.toSorted((a, b) => (a.id < b.id ? -1 : 1))));
}

/** Reads the `addons` of a quote, an order item or a service: quantities by id; throws on anything else. */
export function readQuantities(json: unknown): Quantities {
  return quantities.parse(json);
}
