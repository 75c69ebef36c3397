import { z } from 'zod';
import { isPeriod, TRIAL } from '#lib/domain/billing-period.ts';
import { isCurrency } from '#lib/domain/currency.ts';
import { parseAmount } from '#lib/domain/money.ts';
import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import { optionalText, requiredText } from './fields.ts';
import type { ReadOutcome } from './outcome.ts';

/** The types of things that an upstream sells us (protocol.md 6.1). */
export type UpstreamKind = 'addition' | 'softexternal' | 'platform' | 'soft';

/** A tariff of the account's own price list. */
export type Tariff = {
  readonly upstreamId: string;
  /** Exact name that panels match; empty when none was sent. */
  readonly additionIntname: string;
  readonly intname: string;
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  /** One entry per currency and length; a period without a price is not in it. `cost` is in ten-thousandths. */
  readonly costs: readonly { readonly period: number; readonly cost: bigint; readonly currency: string }[];
};

/** A whole price list. `ignoredPeriods` counts those of lengths or types that we do not sell. */
export type UpstreamPriceList = { readonly tariffs: readonly Tariff[]; readonly ignoredPeriods: number };

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

const tariff = z.object({
  id: requiredText.pipe(z.string().regex(/^\d{1,12}$/)),
  additionintname: optionalText,
  intname: optionalText,
  name: optionalText,
  description: optionalText,
  active: optionalText,
  archived: optionalText,
  hideinorder: optionalText,
  price: z.array(price).default([]),
});

const reply = z
  .object({ pricelist: z.array(tariff).default([]) })
  .refine((doc) => new Set(doc.pricelist.map(({ id }) => id)).size === doc.pricelist.length)
  .transform(({ pricelist }): UpstreamPriceList => {
    // Short lists, such as the one in the vendor's pages, have no <active> at all: then it means nothing that it is absent.
    const tellsActive = pricelist.some((each) => each.active !== null);
    const periods = pricelist.flatMap((each) => each.price.flatMap((one) => one.period));
    return {
      tariffs: pricelist.map((each) => toTariff(each, tellsActive)),
      ignoredPeriods: periods.filter(({ isSold }) => !isSold).length,
    };
  });

function toTariff(each: z.output<typeof tariff>, tellsActive: boolean): Tariff {
  const isOn = (flag: string | null): boolean => flag === 'on';
  return {
    upstreamId: each.id,
    additionIntname: each.additionintname ?? '',
    intname: each.intname ?? each.additionintname ?? '',
    name: each.name ?? each.additionintname ?? each.intname ?? `Tariff ${each.id}`,
    description: each.description ?? '',
    active: (!tellsActive || isOn(each.active)) && !isOn(each.archived) && !isOn(each.hideinorder),
    costs: each.price.flatMap((one) =>
      one.period.flatMap(({ length, isSold, cost }) =>
        isSold && cost !== null ? [{ period: length, cost, currency: one['@currency'] }] : [],
      ),
    ),
  };
}

/**
 * Reads the whole price list of one kind, with the account's own prices (protocol.md 6). One amount that is no decimal,
 * or an id that comes twice, makes the whole list unusable: a list half understood would be sold by.
 */
export function exportPriceList(
  connection: UpstreamConnection,
  kind: UpstreamKind,
): Promise<ReadOutcome<UpstreamPriceList>> {
  return read(connection, { func: 'pricelist.export', params: { itemtype: kind }, reply, isList: true });
}
