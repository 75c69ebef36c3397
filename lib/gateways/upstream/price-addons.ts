import { z } from 'zod';
import { optionalText, requiredText } from './fields.ts';
import type { PeriodCost } from './price-periods.ts';
import { prices } from './price-periods.ts';

/** An add-on of a tariff: a flag is bought or not, a number is bought by the piece. */
export type Addon = {
  readonly id: string;
  readonly name: string;
  readonly intname: string;
  readonly type: 'flag' | 'number';
  readonly min: number;
  /** Null when there is no limit. */
  readonly max: number | null;
  /** Name of the unit, such as "pcs."; empty when none was sent. */
  readonly measure: string;
  /** Prices of one piece. */
  readonly costs: readonly PeriodCost[];
};

/** How the protocol writes "no limit" (protocol.md 6.2). */
const NO_LIMIT = 999_999;

const count = optionalText.transform((text, context) => {
  if (text === null) return null;
  // Seen as "10" and as "10.0000".
  const digits = /^(\d{1,9})(?:\.0+)?$/.exec(text)?.[1];
  if (digits === undefined) context.addIssue({ code: 'custom', message: 'not a count' });
  return Number(digits ?? 0);
});

// <measure> comes twice: as a number, and with the name of the unit within (protocol.md 6.2).
const measures = z.array(z.object({ name: optionalText })).default([]);

const sellable = z
  .object({
    id: requiredText.pipe(z.string().regex(/^\d{1,12}$/)),
    name: optionalText,
    intname: optionalText,
    addontype: optionalText,
    addonmin: count,
    addonlimit: count,
    measure: measures,
    price: prices,
  })
  .transform((each): Addon => {
    const isFlag = each.addontype === '1';
    const limit = each.addonlimit ?? NO_LIMIT;
    return {
      id: each.id,
      name: each.name ?? each.intname ?? `Add-on ${each.id}`,
      intname: each.intname ?? '',
      type: isFlag ? 'flag' : 'number',
      min: each.addonmin ?? 0,
      max: isFlag ? 1 : limit >= NO_LIMIT ? null : limit,
      measure: each.measure.flatMap(({ name }) => name ?? [])[0] ?? '',
      costs: each.price.costs,
    };
  });

const typed = z.object({ addontype: optionalText });

function isSellable(element: unknown): boolean {
  const type = typed.safeParse(element).data?.addontype;
  return type === '1' || type === '2';
}

/** The `<addon>` elements of a tariff: flags and numbers, and how many of other types, such as choices, were left out. */
export const addons = z
  .array(z.unknown())
  .default([])
  .transform((all, context) => {
    const wanted = all.filter(isSellable).map((element) => sellable.safeParse(element));
    if (wanted.some(({ success }) => !success)) context.addIssue({ code: 'custom', message: 'not an add-on' });
    return { addons: wanted.flatMap((each) => each.data ?? []), ignored: all.length - wanted.length };
  });
