import { z } from 'zod';
import { parseRate } from '#lib/domain/exchange-rate.ts';
import { parseAmount } from '#lib/domain/money.ts';
import { PRODUCT_KINDS } from '#lib/domain/product-kind.ts';

const text = (most: number) => z.string().trim().max(most, `Keep it below ${most} characters.`);
const tick = z.literal('on').optional();

const amount = z
  .string()
  .max(24)
  .transform((typed) => (typed.trim() === '' ? 0n : parseAmount(typed.replace(',', '.'))))
  .pipe(z.bigint('Write an amount with at most four decimals, such as 50 or -200.00.'));

const rate = z
  .string()
  .max(24)
  .transform((typed, context) => {
    if (typed.trim() === '') return null;
    const parsed = parseRate(typed.replace(',', '.'));
    if (parsed === null) context.addIssue('Write a rate above zero with at most eight decimals, such as 1.0825.');
    return parsed;
  });

/** The settings of an account as its form sends them; one tick per kind. */
export const settingsSchema = z
  .object({
    name: text(100),
    url: text(500),
    username: text(200),
    priority: z
      .string()
      .max(4)
      .transform((typed) => Number(typed)),
    minimalBalance: amount,
    department: text(100),
    departmentEmail: z
      .string()
      .max(254, 'This address is too long.')
      .transform((typed) => (typed.trim() === '' ? null : typed.trim()))
      .pipe(z.email('Write an e-mail address, or leave it empty.').nullable()),
    orderMode: z.enum(['immediate', 'cart'], 'Choose how orders are paid.'),
    kind_addition: tick,
    kind_softexternal: tick,
    kind_platform: tick,
    kind_soft: tick,
  })
  .transform(({ kind_addition, kind_softexternal, kind_platform, kind_soft, ...rest }) => {
    const ticked = {
      addition: kind_addition,
      softexternal: kind_softexternal,
      platform: kind_platform,
      soft: kind_soft,
    };
    return { ...rest, kinds: PRODUCT_KINDS.filter((kind) => ticked[kind] === 'on') };
  });

/** Currency and exchange rate as their form sends them. */
export const currencySchema = z.object({
  currency: z
    .string()
    .trim()
    .max(3, 'Write a currency such as EUR.')
    .transform((typed) => typed.toUpperCase()),
  exchangeRate: rate,
});

const password = z.string().max(500, 'Keep it below 500 characters.');

/** A password: any text that fits a form. */
export const passwordSchema = z.object({ password });

/** A password that need not be typed: empty keeps the stored one. */
export const passwordAgainSchema = z.object({ password: password.default('') });
