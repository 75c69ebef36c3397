import { z } from 'zod';
import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import { optionalText, requiredText } from './fields.ts';
import type { ReadOutcome } from './outcome.ts';
import type { Addon } from './price-addons.ts';
import { addons } from './price-addons.ts';
import type { PeriodCost } from './price-periods.ts';
import { prices } from './price-periods.ts';

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
  readonly costs: readonly PeriodCost[];
  readonly addons: readonly Addon[];
};

/** A price list. `ignoredPeriods` counts those of lengths or types that we do not sell, `ignoredAddons` choices and the like. */
export type UpstreamPriceList = {
  readonly tariffs: readonly Tariff[];
  readonly ignoredPeriods: number;
  readonly ignoredAddons: number;
};

const tariff = z.object({
  id: requiredText.pipe(z.string().regex(/^\d{1,12}$/)),
  additionintname: optionalText,
  intname: optionalText,
  name: optionalText,
  description: optionalText,
  active: optionalText,
  archived: optionalText,
  hideinorder: optionalText,
  price: prices,
  addon: addons,
});

const reply = z
  .object({ pricelist: z.array(tariff).default([]) })
  .refine((doc) => new Set(doc.pricelist.map(({ id }) => id)).size === doc.pricelist.length)
  .transform(({ pricelist }): UpstreamPriceList => {
    // Short lists, such as the one in the vendor's pages, have no <active> at all: then it means nothing that it is absent.
    const tellsActive = pricelist.some((each) => each.active !== null);
    return {
      tariffs: pricelist.map((each) => toTariff(each, tellsActive)),
      ignoredPeriods: pricelist.reduce((sum, each) => sum + each.price.ignored, 0),
      ignoredAddons: pricelist.reduce((sum, each) => sum + each.addon.ignored, 0),
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
    costs: each.price.costs,
    addons: each.addon.addons,
  };
}

/**
 * Reads the price list of one kind, whole unless `filter` narrows it, with the account's own prices (protocol.md 6). One amount that
 * is no decimal, or an id that comes twice, makes the whole list unusable: a list half understood would be sold by.
 */
export function exportPriceList(
  connection: UpstreamConnection,
  kind: UpstreamKind,
  filter: { readonly upstreamId?: string; readonly onlyAvailable?: boolean } = {},
): Promise<ReadOutcome<UpstreamPriceList>> {
  const params = {
    itemtype: kind,
    ...(filter.upstreamId === undefined ? {} : { pricelist: filter.upstreamId }),
    ...(filter.onlyAvailable ? { onlyavailable: 'on' } : {}),
  };
  return read(connection, { func: 'pricelist.export', params, reply, isList: true });
}
