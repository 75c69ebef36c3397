import type { Currency } from './currency.ts';
import { minorUnit } from './currency.ts';
import { ceilTo, UNIT } from './money.ts';

/** How specific a markup is, the least specific first. */
export const MARKUP_SCOPES = ['default', 'kind', 'product', 'item'] as const;
export type MarkupScope = (typeof MARKUP_SCOPES)[number];

/** How a retail price is rounded, always upwards, so that rounding never eats the margin. */
export const ROUNDINGS = ['minor', 'tenth', 'half', 'unit', 'x90', 'x99'] as const;
export type Rounding = (typeof ROUNDINGS)[number];

/** A rule that turns cost into retail price: `percentBps` basis points, then `fixed` ten-thousandths, then rounding. */
export type MarkupRule = {
  readonly scope: MarkupScope;
  readonly scopeKey: string;
  readonly percentBps: number;
  readonly fixed: bigint;
  readonly rounding: Rounding;
};

/** The keys under which a rule for this thing may stand, the most specific first. */
export function scopeKeysFor(thing: { kind: string; productId: string; itemId: string }): readonly string[] {
  return [`item:${thing.itemId}`, `product:${thing.productId}`, `kind:${thing.kind}`, 'default'];
}

/** The rule that wins for a product: the most specific one. Null when not even a default stands. */
export function winningMarkup(
  rules: ReadonlyMap<string, MarkupRule>,
  thing: { kind: string; productId: string; itemId: string },
): MarkupRule | null {
  for (const key of scopeKeysFor(thing)) {
    const rule = rules.get(key);
    if (rule) return rule;
  }
  return null;
}

function roundUp(amount: bigint, rounding: Rounding, currency: Currency): bigint {
  const minor = minorUnit(currency);
  // A step finer than the minor unit could not be paid.
  const step = (wanted: bigint): bigint => (wanted % minor === 0n ? wanted : minor);
  const ending = (part: bigint): bigint =>
    part % minor === 0n ? ceilTo(amount - part, UNIT) + part : ceilTo(amount, UNIT);
  switch (rounding) {
    case 'minor':
      return ceilTo(amount, minor);
    case 'tenth':
      return ceilTo(amount, step(UNIT / 10n));
    case 'half':
      return ceilTo(amount, step(UNIT / 2n));
    case 'unit':
      return ceilTo(amount, UNIT);
    case 'x90':
      return ending((UNIT * 9n) / 10n);
    case 'x99':
      return ending((UNIT * 99n) / 100n);
  }
}

/**
 * Retail price of a cost under a rule: a multiple of the currency's minor unit, rounded once, upwards.
 * What costs nothing (a trial) is free. The result may be below cost under a negative markup: `isBelowCost` tells.
 */
export function retailPrice(cost: bigint, rule: MarkupRule, currency: Currency): bigint {
  if (cost === 0n) return 0n;
  const scaled = cost * BigInt(10_000 + rule.percentBps);
  const marked = ceilTo(scaled, 10_000n) / 10_000n + rule.fixed;
  return roundUp(marked < 0n ? 0n : marked, rule.rounding, currency);
}

/** Whether a sale would lose money. Such a price is neither published nor sold (R23). */
export function isBelowCost(retail: bigint, cost: bigint): boolean {
  return retail < cost;
}

/** Margin as basis points of the retail price, rounded down; null for a free thing. */
export function marginBps(retail: bigint, cost: bigint): number | null {
  if (retail === 0n) return null;
  const scaled = (retail - cost) * 10_000n;
  const quotient = scaled / retail;
  return Number(scaled < 0n && quotient * retail !== scaled ? quotient - 1n : quotient);
}
