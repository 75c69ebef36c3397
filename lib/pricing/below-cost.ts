import { fitsRange, withAddons } from '#lib/domain/addons.ts';
import { isBelowCost } from '#lib/domain/price.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { Tx } from '#lib/platform/db.ts';
import type { AddonCost } from './addons.ts';
import { readListedAddons, readQuantities } from './addons.ts';

/** Whether a sale at this retail price may be made by what the upstream asks now; `gone`: it does not sell it any more. */
export type SaleCheck = 'ok' | 'below_cost' | 'gone';

/** What is sold, at which account: another account may ask another price. `addons` are quantities by id, as stored. */
export type SoldThing = {
  readonly upstreamAccountId: string;
  readonly kind: ProductKind;
  readonly upstreamId: string;
  readonly period: number;
  readonly addons: unknown;
};

/** `cost` in the store's currency, `upstreamCost` as the upstream asks it; both with all add-ons, in ten-thousandths. */
export type CurrentCost = { readonly cost: bigint; readonly upstreamCost: bigint; readonly upstreamCurrency: string };

/** What an account asks for a thing now, by its last pull; null when it does not sell it, or one of its add-ons, any more. */
export async function currentCost(tx: Tx, sold: SoldThing): Promise<CurrentCost | null> {
  return (await askCost(tx, sold))?.now ?? null;
}

/**
 * Compares a retail price with the cost of the last pull (R23); quantities that the upstream takes no longer are `gone`. Whether the
 * product is hidden is not asked: it may be paid already.
 */
export async function checkSale(tx: Tx, sale: SoldThing & { readonly retail: bigint }): Promise<SaleCheck> {
  const asked = await askCost(tx, sale);
  if (!asked?.fits) return 'gone';
  return isBelowCost(sale.retail, asked.now.cost) ? 'below_cost' : 'ok';
}

async function askCost(tx: Tx, sold: SoldThing): Promise<{ now: CurrentCost; fits: boolean } | null> {
  const { upstreamAccountId, kind, upstreamId, period } = sold;
  const found = await tx.itemCost.findFirst({
    where: { period, item: { upstreamAccountId, kind, upstreamId, vanishedAt: null, active: true } },
    select: { cost: true, upstreamCost: true, upstreamCurrency: true, item: { select: { addons: true } } },
  });
  if (!found) return null;
  const quantities = readQuantities(sold.addons);
  const listed = readListedAddons(found.item.addons);
  const asked = (amountOf: (each: AddonCost) => bigint): ReadonlyMap<string, bigint> =>
    new Map(
      listed.flatMap(({ id, costs }) => {
        const each = costs.get(period);
        return each ? [[id, amountOf(each)] as const] : [];
      }),
    );
  const cost = withAddons(
    found.cost,
    asked((each) => each.cost),
    quantities,
  );
  const upstreamCost = withAddons(
    found.upstreamCost,
    asked((each) => each.upstreamCost),
    quantities,
  );
  if (cost === null || upstreamCost === null) return null;
  const fits = listed.every((addon) => fitsRange(addon, quantities[addon.id] ?? 0));
  return { now: { cost, upstreamCost, upstreamCurrency: found.upstreamCurrency }, fits };
}
