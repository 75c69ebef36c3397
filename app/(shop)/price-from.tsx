import type { ReactNode } from 'react';
import { formatAmount, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import type { OfferedProduct } from '#lib/pricing/public-catalogue.ts';

/** The price of a product's shortest period; "from" where add-ons may be taken. */
export function PriceFrom({ product, currency }: { product: OfferedProduct; currency: string }): ReactNode {
  const [shortest] = product.periods;
  if (!shortest) return null;
  const { period, retail, addons } = shortest;
  return (
    <span className="text-right tabular-nums">
      {addons.length === 0 ? null : <span className="text-muted">from </span>}
      <span className="whitespace-nowrap">{formatAmount(retail, currency, PAGE_LOCALE)}</span>{' '}
      <span className="whitespace-nowrap text-muted">{period === 1 ? 'a month' : `for ${formatPeriod(period)}`}</span>
    </span>
  );
}
