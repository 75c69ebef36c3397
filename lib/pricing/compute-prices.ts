import { addonRetail } from '#lib/domain/addons.ts';
import { TRIAL } from '#lib/domain/billing-period.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { MarkupRule } from '#lib/domain/price.ts';
import { isBelowCost, retailPrice, winningMarkup } from '#lib/domain/price.ts';
import type { Tx } from '#lib/platform/db.ts';
import type { ListedAddon, PublishedAddon } from './addons.ts';
import { readListedAddons } from './addons.ts';
import { loadRules } from './load-rules.ts';

/** Why a price is not published. */
export type LeftOutReason =
  | 'hidden'
  | 'vanished'
  | 'inactive'
  | 'account_disabled'
  | 'kind_off'
  | 'sold_by_other_account'
  | 'no_rule'
  | 'below_cost'
  | 'addon_unpriced'
  | 'trial'
  | 'free';

/** One product and period with what the rules make of it now. Amounts are ten-thousandths. */
export type ComputedPrice = {
  readonly productId: string;
  readonly itemId: string;
  readonly period: number;
  readonly kind: ProductKind;
  readonly upstreamAccountId: string;
  readonly accountName: string;
  readonly upstreamId: string;
  readonly additionIntname: string;
  readonly intname: string;
  readonly name: string;
  readonly hidden: boolean;
  readonly cost: bigint;
  /** As the upstream asks it, in the account's currency. */
  readonly upstreamCost: bigint;
  readonly upstreamCurrency: string;
  /** Add-ons that have a cost for this period, sold by the same rule; none without one. */
  readonly addons: readonly PublishedAddon[];
  readonly rule: MarkupRule | null;
  /** What the winning rule gives, published or not; null when no rule stands. */
  readonly retail: bigint | null;
  /** Null: it can be published. */
  readonly leftOut: LeftOutReason | null;
};

type Product = Awaited<ReturnType<typeof loadProducts>>[number];

function loadProducts(tx: Tx, storeId: string, currency: string) {
  return tx.product.findMany({
    where: { storeId },
    include: { item: { include: { costs: { where: { currency }, orderBy: { period: 'asc' } }, account: true } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
}

/** Every product and period of a store that has a cost, in the order of names and lengths. */
export async function computePrices(
  tx: Tx,
  store: { readonly id: string; readonly currency: string },
): Promise<ComputedPrice[]> {
  const rules = await loadRules(tx, store.id);
  const products = await loadProducts(tx, store.id, store.currency);
  const sellers = chooseSellers(products);
  return products.flatMap((product) => {
    const rule = winningMarkup(rules, { kind: product.kind, productId: product.id, itemId: product.itemId });
    const listed = readListedAddons(product.item.addons);
    return product.item.costs.map((costs) => {
      const { period, cost, upstreamCost, upstreamCurrency } = costs;
      const retail = rule ? retailPrice(cost, rule, store.currency) : null;
      return {
        productId: product.id,
        itemId: product.itemId,
        period,
        kind: product.kind,
        upstreamAccountId: product.item.upstreamAccountId,
        accountName: product.item.account.name,
        upstreamId: product.item.upstreamId,
        additionIntname: product.item.additionIntname,
        intname: product.item.intname,
        name: product.name,
        hidden: product.hidden,
        cost,
        upstreamCost,
        upstreamCurrency,
        addons: rule ? priceAddons(listed, period, rule, store.currency) : [],
        rule,
        retail,
        leftOut: notSold(product, sellers) ?? priceFault(period, retail, cost) ?? addonFault(listed, period),
      };
    });
  });
}

/** The add-ons of a period, each unit with its retail price. */
function priceAddons(
  listed: readonly ListedAddon[],
  period: number,
  rule: MarkupRule,
  currency: string,
): readonly PublishedAddon[] {
  return listed.flatMap(({ id, name, type, min, max, costs }) => {
    const cost = costs.get(period)?.cost;
    if (cost === undefined) return [];
    return [{ id, name, type, min, max, cost, retail: addonRetail(cost, rule, currency) }];
  });
}

/** What must be taken and has no price cannot be sold. */
function addonFault(listed: readonly ListedAddon[], period: number): LeftOutReason | null {
  return listed.some(({ min, costs }) => min > 0 && !costs.has(period)) ? 'addon_unpriced' : null;
}

function notSold(product: Product, sellers: ReadonlyMap<string, string>): LeftOutReason | null {
  if (product.hidden) return 'hidden';
  if (product.item.vanishedAt) return 'vanished';
  if (!product.item.active) return 'inactive';
  if (!product.item.account.enabled) return 'account_disabled';
  if (!product.item.account.kinds.includes(product.kind)) return 'kind_off';
  return sellers.get(tariffKey(product)) === product.id ? null : 'sold_by_other_account';
}

function priceFault(period: number, retail: bigint | null, cost: bigint): LeftOutReason | null {
  if (retail === null) return 'no_rule';
  if (isBelowCost(retail, cost)) return 'below_cost';
  // The checkout sells for money: no provider takes a payment of nothing, and panels have no Buy button for a trial.
  if (period === TRIAL) return 'trial';
  return retail === 0n ? 'free' : null;
}

/** The same tariff of two accounts is one row in a panel's list: the account with the lowest priority sells it. */
function chooseSellers(products: readonly Product[]): ReadonlyMap<string, string> {
  const able = products.filter(
    ({ hidden, kind, item }) =>
      !hidden && !item.vanishedAt && item.active && item.account.enabled && item.account.kinds.includes(kind),
  );
  const sellers = new Map<string, string>();
  for (const product of able.toSorted((a, b) => a.item.account.priority - b.item.account.priority)) {
    const key = tariffKey(product);
    if (!sellers.has(key)) sellers.set(key, product.id);
  }
  return sellers;
}

function tariffKey({ kind, item }: Product): string {
  return `${kind}:${item.upstreamId}`;
}
