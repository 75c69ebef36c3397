import { z } from 'zod';
import { parseAmount } from '#lib/domain/money.ts';

const element = z.object({ '#text': z.string().default('') });

/** The text of an element, first occurrence; null when the element is absent or empty. */
export const optionalText = z
  .array(element)
  .optional()
  .transform((found) => found?.[0]?.['#text'].trim() || null);

/** The text of an element that must be there and not be empty. */
export const requiredText = z
  .array(element)
  .transform((found) => found[0]?.['#text'].trim() ?? '')
  .pipe(z.string().min(1));

/** The mark of success: `<ok/>`, its text being the next form, if any. */
export const ok = z.array(element).min(1);

/** `YYYY-MM-DD` out of several texts; null when all are phrases such as "Daily charges" (protocol.md 8). */
export function calendarDate(...texts: readonly (string | null)[]): string | null {
  return texts.map((text) => /^\d{4}-\d\d-\d\d/.exec(text ?? '')?.[0] ?? null).find((date) => date !== null) ?? null;
}

/**
 * Amount and currency out of "123.45 EUR", "12.0000 EUR / month", "1 234.50 RUB" or a bare number; null when it is none
 * (protocol.md 8).
 */
export function moneyText(text: string): { amount: bigint; currency: string | null } | null {
  const match = /^(-?\d+|-?\d{1,3}(?:\s\d{3})+)(\.\d+)?(?:\s+([A-Z]{3}))?(?:\s*\/.*)?$/.exec(text.trim());
  const [, whole = '', fraction = '', currency] = match ?? [];
  const amount = parseAmount(whole.replace(/\s/g, '') + fraction);
  return amount === null ? null : { amount, currency: currency ?? null };
}
