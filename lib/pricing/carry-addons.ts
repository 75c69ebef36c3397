import { mostOf } from '#lib/domain/addons.ts';
import type { ListedAddon, PublishedAddon } from './addons.ts';

/**
 * What stays of a published price's add-ons by what the upstream asks now: the same retail, the costs and limits of now. One that is
 * gone, or below its cost, is dropped. Null: the price cannot be sold at all, because something that must be taken is missing.
 */
export function carryAddons(
  published: readonly PublishedAddon[],
  listed: readonly ListedAddon[],
  period: number,
): { readonly addons: readonly PublishedAddon[]; readonly narrower: boolean } | null {
  const now = new Map(listed.map((addon) => [addon.id, addon]));
  const addons = published.flatMap((addon): readonly PublishedAddon[] => {
    const present = now.get(addon.id);
    const cost = present?.costs.get(period)?.cost;
    if (!present || cost === undefined || addon.retail < cost) return [];
    return [{ ...addon, min: present.min, max: present.max, cost }];
  });
  const kept = new Map(addons.map((addon) => [addon.id, addon]));
  if (listed.some(({ id, min }) => min > 0 && !kept.has(id))) return null;
  const narrower = published.some((addon) => {
    const present = kept.get(addon.id);
    return !present || present.min > addon.min || mostOf(present) < mostOf(addon);
  });
  return { addons, narrower };
}
