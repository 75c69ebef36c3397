'use client';

import type { ReactNode } from 'react';
import { fitsRange, withAddons } from '#lib/domain/addons.ts';
import { formatAmount, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import type { OfferedPeriod } from '#lib/pricing/public-catalogue.ts';

/** Typed quantities by add-on id. */
export type Typed = Readonly<Record<string, string>>;

function totalOf({ base, addons }: OfferedPeriod, typed: Typed): bigint | null {
  const offered = new Set(addons.map(({ id }) => id));
  // What this period does not offer must not be taken with it.
  if (Object.entries(typed).some(([id, text]) => !offered.has(id) && Number(text) > 0)) return null;
  const quantities = addons.map((addon) => ({ addon, quantity: Number(typed[addon.id] ?? addon.min) }));
  if (!quantities.every(({ addon, quantity }) => fitsRange(addon, quantity))) return null;
  const each = new Map(addons.map(({ id, retail }) => [id, retail]));
  return withAddons(base, each, Object.fromEntries(quantities.map(({ addon, quantity }) => [addon.id, quantity])));
}

/** What each period costs with what is chosen now, by the same rules as the checkout. */
export function Totals({
  periods,
  typed,
  currency,
}: {
  periods: readonly OfferedPeriod[];
  typed: Typed;
  currency: string;
}): ReactNode {
  const hasAddons = periods.some(({ addons }) => addons.length > 0);
  return (
    <section aria-labelledby="total" className="grid gap-2 border-t border-line pt-4">
      <h2 id="total" className="font-medium">
        {hasAddons ? 'Total' : 'Price'}
      </h2>
      <output className="grid gap-1">
        {periods.map((offered) => {
          const total = totalOf(offered, typed);
          return (
            <span key={offered.period} className="flex items-baseline justify-between gap-4 text-lead">
              <span>{formatPeriod(offered.period)}</span>
              <span className="font-medium tabular-nums">
                {total === null ? '–' : formatAmount(total, currency, PAGE_LOCALE)}
              </span>
            </span>
          );
        })}
      </output>
      {hasAddons ? (
        <noscript>
          <p className="text-small text-muted">The next page shows the total for the quantities that you enter.</p>
        </noscript>
      ) : null}
    </section>
  );
}
