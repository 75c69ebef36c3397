import type { Currency } from './currency.ts';
import { minorUnit } from './currency.ts';
import { ceilTo } from './money.ts';
import type { MarkupRule } from './price.ts';
import { retailPrice } from './price.ts';

/** Chosen quantities by add-on id; what is not in it is not taken. */
export type Quantities = Readonly<Record<string, number>>;

/** What may be added to a product. A flag is taken once or not at all. */
export type AddonRange = {
  readonly id: string;
  readonly type: 'flag' | 'number';
  readonly min: number;
  /** Null: no limit. */
  readonly max: number | null;
};

/** More of one thing than this is a slip of the finger, not an order. */
export const MOST_OF_ONE = 100_000;

/** The most that may be taken of an add-on. */
export function mostOf({ type, max }: AddonRange): number {
  return Math.min(max ?? MOST_OF_ONE, type === 'flag' ? 1 : MOST_OF_ONE);
}

/** Whether so many of an add-on may be taken. */
export function fitsRange(addon: AddonRange, quantity: number): boolean {
  return Number.isInteger(quantity) && quantity >= addon.min && quantity <= mostOf(addon);
}

/**
 * An amount with add-ons: the base and so many times each add-on's amount, without any rounding (R14). Null where something is
 * taken that has no amount.
 */
export function withAddons(base: bigint, amounts: ReadonlyMap<string, bigint>, quantities: Quantities): bigint | null {
  let total = base;
  for (const [id, quantity] of Object.entries(quantities)) {
    if (quantity === 0) continue;
    const each = amounts.get(id);
    if (each === undefined) return null;
    total += each * BigInt(quantity);
  }
  return total;
}

/** Retail price of one unit of an add-on under the rule of its product: never below cost, whatever the rule gives (R23). */
export function addonRetail(cost: bigint, rule: MarkupRule, currency: Currency): bigint {
  const marked = retailPrice(cost, rule, currency);
  const payable = ceilTo(cost, minorUnit(currency));
  return marked > payable ? marked : payable;
}
