import { toDecimalText } from '#lib/domain/money.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { readPublishedAddons } from '#lib/pricing/addons.ts';
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
  /** As stored with the published price. */
  readonly addons: unknown;
};

const LABELS: Readonly<Record<number, string>> = {
  [-100]: 'trial',
  1: 'monthly',
  3: 'quarterly',
  6: 'half a year',
  12: 'annual',
};

/** How the protocol writes "no limit" (protocol.md 6.2). */
const NO_LIMIT = '999999';

/**
 * The `<pricelist>` elements of published prices (protocol.md 6.2), by product, each with its id at the upstream. A module
 * without a price for one month is left out: the panel would show no Buy button for it.
 */
export function priceListElements(
  prices: readonly ListedPrice[],
): readonly { kind: string; upstreamId: string; element: Element }[] {
  const products = Map.groupBy(prices, ({ productId }) => productId);
  return [...products.values()].flatMap((periods) => {
    const [first] = periods;
    if (!first || (first.kind === 'addition' && !periods.some(({ period }) => period === 1))) return [];
    return [{ kind: first.kind, upstreamId: first.upstreamId, element: tariffElement(first, periods) }];
  });
}

function tariffElement(product: ListedPrice, periods: readonly ListedPrice[]): Element {
  return element('pricelist', {}, [
    textElement('id', product.upstreamId),
    ...(product.kind === 'addition' ? [textElement('additionintname', product.additionIntname)] : []),
    textElement('intname', product.intname),
    textElement('name', product.name),
    textElement('active', 'on'),
    priceElement(product.currency, periods),
    ...addonElements(product.currency, periods),
  ]);
}

type PeriodPrice = { readonly period: number; readonly retail: bigint };

function priceElement(currency: string, periods: readonly PeriodPrice[]): Element {
  const sorted = periods.toSorted((a, b) => a.period - b.period);
  return element(
    'price',
    { currency },
    sorted.map(({ period, retail }) =>
      textElement('period', LABELS[period] ?? `${period} months`, {
        cost: toDecimalText(retail),
        type: 'month',
        length: String(period),
      }),
    ),
  );
}

function addonElements(currency: string, periods: readonly ListedPrice[]): readonly Element[] {
  const offered = periods.flatMap(({ period, addons }) =>
    readPublishedAddons(addons).map((addon) => ({ ...addon, period })),
  );
  return [...Map.groupBy(offered, ({ id }) => id).values()].flatMap((each) => {
    const [addon] = each;
    if (!addon) return [];
    return element('addon', {}, [
      textElement('id', addon.id),
      textElement('name', addon.name),
      textElement('addontype', addon.type === 'flag' ? '1' : '2'),
      textElement('addonmin', String(addon.min)),
      textElement('addonlimit', addon.max === null ? NO_LIMIT : String(addon.max)),
      priceElement(currency, each),
    ]);
  });
}
