import type { Currency } from './currency.ts';
import { minorUnit } from './currency.ts';

/** One currency unit in ten-thousandths: the upstream's own precision (protocol.md 6.3). */
export const UNIT = 10_000n;

/** An exact amount: `amount` counts ten-thousandths of one `currency` unit. May be negative. */
export type Money = { readonly amount: bigint; readonly currency: Currency };

/** An amount of a currency, in ten-thousandths. */
export function money(amount: bigint, currency: Currency): Money {
  return { amount, currency };
}

/**
 * Ten-thousandths from a decimal text such as "913.9286" or "-4". Null when it is no plain decimal
 * or holds more than four decimals that are not zero.
 */
export function parseAmount(text: string): bigint | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > 4) return null;
  const amount = BigInt(match[2] ?? '0') * UNIT + BigInt(fraction.padEnd(4, '0'));
  return match[1] === '-' ? -amount : amount;
}

/** Four decimals, as the protocol writes amounts: 9500n is "0.9500". */
export function toDecimalText(amount: bigint): string {
  const sign = amount < 0n ? '-' : '';
  const digits = (amount < 0n ? -amount : amount).toString().padStart(5, '0');
  return `${sign}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** Sum of amounts of one currency. Mixing currencies is a bug and throws. */
export function sum(amounts: readonly Money[], currency: Currency): Money {
  let total = 0n;
  for (const each of amounts) {
    if (each.currency !== currency) throw new Error(`Cannot add ${each.currency} to ${currency}`);
    total += each.amount;
  }
  return money(total, currency);
}

/** The least multiple of `step` that is not below `amount`. */
export function ceilTo(amount: bigint, step: bigint): bigint {
  const rest = ((amount % step) + step) % step;
  return rest === 0n ? amount : amount + step - rest;
}

/** Whether an amount can be paid: a multiple of the currency's minor unit. */
export function isPayable(value: Money): boolean {
  return value.amount % minorUnit(value.currency) === 0n;
}
