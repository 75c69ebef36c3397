import type { UpstreamAccountView } from '#lib/catalogue/queries.ts';
import { listUpstreamAccounts } from '#lib/catalogue/queries.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import type { MarkupRule } from '#lib/domain/price.ts';
import { isBelowCost, marginBps } from '#lib/domain/price.ts';
import { db } from '#lib/platform/db.ts';
import type { PublishedAddon } from './addons.ts';
import { readPublishedAddons, writePublishedAddons } from './addons.ts';
import type { ComputedPrice } from './compute-prices.ts';
import { computePrices } from './compute-prices.ts';
import { currentVersion } from './current-version.ts';

/** One product and period. Amounts are ten-thousandths; `rule` with `kind`, `productId` and `itemId` is enough to compute on. */
export type PriceDeskRow = Omit<ComputedPrice, 'retail'> & {
  /** What panels and the checkout show; null when it is not published. */
  readonly retailPublished: bigint | null;
  /** What the rules give now, published or not. */
  readonly retailNow: bigint | null;
  /** Of `retailNow`. */
  readonly margin: bigint | null;
  readonly marginBps: number | null;
  readonly belowCost: boolean;
  /** A publication would change, add or take away this price. */
  readonly changed: boolean;
};

/** Everything that the dashboard's page of prices shows. */
export type PriceDesk = {
  readonly currency: string;
  readonly accounts: readonly UpstreamAccountView[];
  /** The published version; null before the first. */
  readonly version: number | null;
  readonly publishedAt: Date | null;
  readonly rules: readonly MarkupRule[];
  readonly rows: readonly PriceDeskRow[];
  /** Prices that a publication would change, add or take away. */
  readonly unpublishedChanges: number;
};

/** The store's costs, rules and prices, as stored and as published. */
export async function priceDesk(actor: Actor): Promise<PriceDesk> {
  demand(actor, 'prices:read');
  const { storeId } = actor;
  const accounts = await listUpstreamAccounts(actor);
  return db().$transaction(async (tx) => {
    const store = await tx.store.findUniqueOrThrow({ where: { id: storeId }, select: { id: true, currency: true } });
    const rules = await tx.markup.findMany({
      where: { storeId },
      orderBy: { scopeKey: 'asc' },
      select: { scope: true, scopeKey: true, percentBps: true, fixed: true, rounding: true },
    });
    const computed = await computePrices(tx, store);
    const current = await currentVersion(tx, storeId);
    const published = new Map((current?.prices ?? []).map((price) => [`${price.productId}:${price.period}`, price]));
    const rows = computed.map((price) => toRow(price, published.get(`${price.productId}:${price.period}`) ?? null));
    const known = new Set(computed.map(({ productId, period }) => `${productId}:${period}`));
    const orphans = [...published.keys()].filter((key) => !known.has(key)).length;
    return {
      currency: store.currency,
      accounts,
      version: current?.version ?? null,
      publishedAt: current?.createdAt ?? null,
      rules,
      rows,
      unpublishedChanges: rows.filter(({ changed }) => changed).length + orphans,
    };
  });
}

type Published = {
  readonly retail: bigint;
  readonly name: string;
  readonly additionIntname: string;
  readonly addons: unknown;
};

function toRow({ retail, ...price }: ComputedPrice, published: Published | null): PriceDeskRow {
  const next = price.leftOut === null ? retail : null;
  const others =
    published !== null &&
    (published.name !== price.name ||
      published.additionIntname !== price.additionIntname ||
      offer(readPublishedAddons(published.addons)) !== offer(price.addons));
  return {
    ...price,
    retailPublished: published?.retail ?? null,
    retailNow: retail,
    margin: retail === null ? null : retail - price.cost,
    marginBps: retail === null ? null : marginBps(retail, price.cost),
    belowCost: retail !== null && isBelowCost(retail, price.cost),
    changed: next !== (published?.retail ?? null) || (next !== null && others),
  };
}

/** What customers see of add-ons, as a text to compare. */
function offer(addons: readonly PublishedAddon[]): string {
  return JSON.stringify(writePublishedAddons(addons.map((addon) => ({ ...addon, cost: 0n }))));
}
