import { toDecimalText } from '#lib/domain/money.ts';
import type { ProductKind } from '#prisma/generated/client.ts';
import type { Element } from './element.ts';
import { element, textElement } from './element.ts';

/** A published price, as panels are told of it. */
export type ListedPrice = {
  readonly productId: string;
  readonly period: number;
  readonly kind: ProductKind;
  readonly upstreamId: string;
  readonly additionIntname: string;
  readonly intname: string;
  readonly name: string;
  readonly retail: bigint;
  readonly currency: string;
};

const LABELS: Readonly<Record<number, string>> = {
  [-100]: 'trial',
  1: 'monthly',
  3: 'quarterly',
  6: 'half a year',
  12: 'annual',
};

/**
 * The `<pricelist>` elements of published prices (protocol.md 6.2), by product, each with its id at the upstream. A product
 * without a price for one month is left out: the panel would show no Buy button for it.
 */
export function priceListElements(
  prices: readonly ListedPrice[],
): readonly { kind: string; upstreamId: string; element: Element }[] {
  const products = Map.groupBy(prices, ({ productId }) => productId);
  return [...products.values()].flatMap((periods) => {
    const [first] = periods;
    if (!first || !periods.some(({ period }) => period === 1)) return [];
    return [{ kind: first.kind, upstreamId: first.upstreamId, element: tariffElement(first, periods) }];
  });
}

function tariffElement(product: ListedPrice, periods: readonly ListedPrice[]): Element {
  return element('pricelist', {}, [
    textElement('id', product.upstreamId),
    textElement('additionintname', product.additionIntname),
    textElement('intname', product.intname),
    textElement('name', product.name),
    textElement('active', 'on'),
    element(
      'price',
      { currency: product.currency },
      periods
        .toSorted((a, b) => a.period - b.period)
        .map(({ period, retail }) =>
          textElement('period', LABELS[period] ?? `${period} months`, {
            cost: toDecimalText(retail),
            type: 'month',
            length: String(period),
          }),
        ),
    ),
  ]);
}
