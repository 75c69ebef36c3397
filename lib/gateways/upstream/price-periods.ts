import { z } from 'zod';
import { isPeriod, TRIAL } from '#lib/domain/billing-period.ts';
import { isCurrency } from '#lib/domain/currency.ts';
import { parseAmount } from '#lib/domain/money.ts';

/** A price for one length. `cost` is in ten-thousandths. */
export type PeriodCost = { readonly period: number; readonly cost: bigint; readonly currency: string };

const period = z
  .object({ '@cost': z.string().default(''), '@type': z.string(), '@length': z.string() })
  .transform((each, context) => {
    const length = /^-?\d{1,4}$/.test(each['@length']) ? Number(each['@length']) : Number.NaN;
    const isSold = isPeriod(length) && (each['@type'] === 'month' || length === TRIAL);
    const isEmpty = each['@cost'].trim() === '';
    const cost = isEmpty ? null : parseAmount(each['@cost']);
    if (isSold && !isEmpty && (cost === null || cost < 0n)) context.addIssue({ code: 'custom', message: 'not a cost' });
    return { length, isSold, cost };
  });

const price = z.looseObject({
  '@currency': z.string().refine(isCurrency),
  period: z.array(period).default([]),
});

/** The `<price>` elements of a tariff or add-on: its costs, and how many periods are of lengths or types that we do not sell. */
export const prices = z
  .array(price)
  .default([])
  .transform((all) => ({
    costs: all.flatMap((one) =>
      one.period.flatMap(({ length, isSold, cost }): readonly PeriodCost[] =>
        isSold && cost !== null ? [{ period: length, cost, currency: one['@currency'] }] : [],
      ),
    ),
    ignored: all.flatMap((one) => one.period).filter(({ isSold }) => !isSold).length,
  }));
