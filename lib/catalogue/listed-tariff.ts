import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { AddonCost, ListedAddon } from '#lib/pricing/addons.ts';

/** A tariff as listed, with its costs by length of the period, in the store's currency and as the upstream asks them. */
export type ListedTariff = {
  readonly kind: ProductKind;
  readonly upstreamId: string;
  readonly additionIntname: string;
  readonly intname: string;
  readonly name: string;
  readonly description: string;
  readonly active: boolean;
  readonly costs: ReadonlyMap<number, AddonCost>;
  readonly addons: readonly ListedAddon[];
};

/** The lists of an account's kinds, all of them read. What we do not sell is counted and left out. */
export type ListedTariffs = {
  readonly tariffs: readonly ListedTariff[];
  readonly ignoredPeriods: number;
  readonly ignoredAddons: number;
};

/** What identifies a tariff within an account: one id can stand in two kinds. */
export function tariffKey({ kind, upstreamId }: { readonly kind: ProductKind; readonly upstreamId: string }): string {
  return `${kind}:${upstreamId}`;
}
