import { parseAmount } from '#lib/domain/money.ts';
import type { MarkupRule, MarkupScope, Rounding } from '#lib/domain/price.ts';
import { isBelowCost, MARKUP_SCOPES, marginBps, retailPrice, ROUNDINGS, winningMarkup } from '#lib/domain/price.ts';
import type { PriceDeskRow } from '#lib/pricing/queries.ts';

/** A rule while it is being typed. */
export type RuleDraft = {
  readonly scopeKey: string;
  readonly percent: string;
  readonly fixed: string;
  readonly rounding: string;
};

/** What a row would be sold for. */
export type LivePrice = {
  readonly rule: MarkupRule | null;
  readonly retail: bigint | null;
  readonly margin: bigint | null;
  readonly marginBps: number | null;
  readonly belowCost: boolean;
};

const BPS_IN_UNITS = 100n;

/** Basis points from a typed percentage with at most two decimals, "20" or "12,5"; null when it is none. */
export function parsePercent(text: string): number | null {
  const amount = parseAmount(text.replace(',', '.'));
  return amount === null || amount % BPS_IN_UNITS !== 0n ? null : Number(amount / BPS_IN_UNITS);
}

/** Ten-thousandths from a typed amount; nothing typed is zero; null when it is none. */
export function parseFixed(text: string): bigint | null {
  return text.trim() === '' ? 0n : parseAmount(text.replace(',', '.'));
}

/** A percentage as it is typed. */
export function percentText(bps: number): string {
  return String(bps / 100);
}

/** An amount as it is typed: at least two decimals, more only where they are not zero. */
export function fixedText(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(5, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4).replace(/0{1,2}$/, '')}`;
}

/** The scope that a key names. */
export function scopeOf(scopeKey: string): MarkupScope | null {
  return MARKUP_SCOPES.find((scope) => scope === scopeKey.split(':')[0]) ?? null;
}

function isRounding(text: string): text is Rounding {
  const known: readonly string[] = ROUNDINGS;
  return known.includes(text);
}

/** The rule that a draft stands for; null while it cannot be read. */
export function ruleOf({ scopeKey, percent, fixed, rounding }: RuleDraft): MarkupRule | null {
  const scope = scopeOf(scopeKey);
  const percentBps = parsePercent(percent);
  const amount = parseFixed(fixed);
  if (scope === null || percentBps === null || amount === null || !isRounding(rounding)) return null;
  return { scope, scopeKey, percentBps, fixed: amount, rounding };
}

/** A row's price under the rules, the one being typed included. */
export function livePrice(row: PriceDeskRow, rules: ReadonlyMap<string, MarkupRule>, currency: string): LivePrice {
  const rule = winningMarkup(rules, row);
  if (!rule) return { rule, retail: null, margin: null, marginBps: null, belowCost: false };
  const retail = retailPrice(row.cost, rule, currency);
  return {
    rule,
    retail,
    margin: retail - row.cost,
    marginBps: marginBps(retail, row.cost),
    belowCost: isBelowCost(retail, row.cost),
  };
}
