import type { Quantities } from '#lib/domain/addons.ts';
import { fitsRange, withAddons } from '#lib/domain/addons.ts';
import { readPublishedAddons } from './addons.ts';

/** What was chosen of an add-on. `amount` is for all of it, in ten-thousandths. */
export type AddonLine = {
  readonly id: string;
  readonly name: string;
  readonly type: 'flag' | 'number';
  readonly quantity: number;
  readonly amount: bigint;
};

/** A published price with the chosen add-ons: what is asked for all of it, and what each add-on has in that. */
export type PricedChoice = { readonly base: bigint; readonly retail: bigint; readonly lines: readonly AddonLine[] };

/**
 * The one way from a published price to an amount (R14, R21): checkout and order ask it here. Null where something is chosen that is
 * not sold with this price, or not in this number.
 */
export function priceWithAddons(
  price: { readonly retail: bigint; readonly addons: unknown },
  quantities: Quantities,
): PricedChoice | null {
  const offered = readPublishedAddons(price.addons);
  const each = new Map(offered.map(({ id, retail }) => [id, retail]));
  const retail = withAddons(price.retail, each, quantities);
  if (retail === null || !offered.every((addon) => fitsRange(addon, quantities[addon.id] ?? 0))) return null;
  const lines = offered.flatMap(({ id, name, type, retail: one }): readonly AddonLine[] => {
    const quantity = quantities[id] ?? 0;
    return quantity === 0 ? [] : [{ id, name, type, quantity, amount: one * BigInt(quantity) }];
  });
  return { base: price.retail, retail, lines };
}
