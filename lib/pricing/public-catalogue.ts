import type { Actor } from '#lib/domain/actor.ts';
import type { AddonRange } from '#lib/domain/addons.ts';
import { withAddons } from '#lib/domain/addons.ts';
import { TRIAL } from '#lib/domain/billing-period.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { db } from '#lib/platform/db.ts';
import { readPublishedAddons } from './addons.ts';

/** An add-on as customers see it: retail per unit, never our cost. */
export type OfferedAddon = AddonRange & { readonly name: string; readonly retail: bigint };

/** A period of a product. `base` is without add-ons, `retail` with the fewest that must be taken. Ten-thousandths. */
export type OfferedPeriod = {
  readonly period: number;
  readonly base: bigint;
  readonly retail: bigint;
  readonly addons: readonly OfferedAddon[];
};

/** A product that can be bought now, with its periods, the shortest first. */
export type OfferedProduct = {
  readonly id: string;
  readonly kind: ProductKind;
  readonly name: string;
  readonly periods: readonly OfferedPeriod[];
};

/** What anybody may see of the published prices, by name. */
export type PublicCatalogue = { readonly currency: string; readonly products: readonly OfferedProduct[] };

/** Versions never change, so a version is read once; a few stores' newest ones fit. */
const MOST_KEPT = 50;
const kept = new Map<string, Promise<PublicCatalogue>>();

/** What the store sells by its newest published version, without what is hidden; null before the first publication. */
export async function publicCatalogue(actor: Actor): Promise<PublicCatalogue | null> {
  const { storeId } = actor;
  const [newest, hidden] = await Promise.all([
    db().publishedPriceList.findFirst({
      where: { storeId },
      orderBy: { version: 'desc' },
      select: { id: true, currency: true },
    }),
    db().product.findMany({ where: { storeId, hidden: true }, select: { id: true } }),
  ]);
  if (!newest) return null;
  const { currency, products } = await (kept.get(newest.id) ?? keep(newest));
  const isHidden = new Set(hidden.map(({ id }) => id));
  return { currency, products: products.filter(({ id }) => !isHidden.has(id)) };
}

/** One product of `publicCatalogue`; null when it is not sold now. */
export async function findOffered(
  actor: Actor,
  productId: string,
): Promise<{ readonly currency: string; readonly product: OfferedProduct } | null> {
  const catalogue = await publicCatalogue(actor);
  const product = catalogue?.products.find(({ id }) => id === productId);
  return catalogue && product ? { currency: catalogue.currency, product } : null;
}

function keep(list: { id: string; currency: string }): Promise<PublicCatalogue> {
  if (kept.size >= MOST_KEPT) kept.clear();
  const reading = read(list);
  kept.set(list.id, reading);
  reading.catch(() => kept.delete(list.id));
  return reading;
}

async function read({ id, currency }: { id: string; currency: string }): Promise<PublicCatalogue> {
  const prices = await db().publishedPrice.findMany({
    where: { publishedPriceListId: id, period: { not: TRIAL }, retail: { gt: 0 } },
    orderBy: [{ name: 'asc' }, { productId: 'asc' }, { period: 'asc' }],
    select: { productId: true, kind: true, name: true, period: true, retail: true, addons: true },
  });
  const products = Map.groupBy(prices, ({ productId }) => productId);
  return {
    currency,
    products: [...products].flatMap(([productId, periods]): readonly OfferedProduct[] => {
      const [first] = periods;
      if (!first) return [];
      const { kind, name } = first;
      return [{ id: productId, kind, name, periods: periods.map(toPeriod) }];
    }),
  };
}

function toPeriod({ period, retail, addons }: { period: number; retail: bigint; addons: unknown }): OfferedPeriod {
  const offered = readPublishedAddons(addons).map(({ cost: _cost, ...addon }): OfferedAddon => addon);
  const fewest = Object.fromEntries(offered.map(({ id, min }) => [id, min]));
  const each = new Map(offered.map((addon) => [addon.id, addon.retail]));
  return { period, base: retail, retail: withAddons(retail, each, fewest) ?? retail, addons: offered };
}
