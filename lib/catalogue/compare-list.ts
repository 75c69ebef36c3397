import type { ListedAddon } from '#lib/pricing/addons.ts';
import { addonsText } from '#lib/pricing/addons.ts';
import type { ChangeKind } from '#prisma/generated/client.ts';
import type { ListedTariff } from './listed-tariff.ts';

/** A tariff as stored. */
export type StoredTariff = {
  readonly additionIntname: string;
  readonly name: string;
  readonly vanishedAt: Date | null;
  readonly costs: readonly { readonly period: number; readonly cost: bigint }[];
  readonly addons: readonly ListedAddon[];
};

/** One difference between what is stored and what is listed. Costs are in the store's currency. */
export type Difference = {
  readonly kind: ChangeKind;
  readonly period?: number;
  readonly oldCost?: bigint;
  readonly newCost?: bigint;
  readonly oldName?: string;
  readonly newName?: string;
};

/** What is different in one tariff; `listed` is undefined when the list no longer has it. */
export function compareTariff(stored: StoredTariff, listed: ListedTariff | undefined): readonly Difference[] {
  if (!listed) return stored.vanishedAt ? [] : [{ kind: 'vanished', oldName: stored.name }];
  return [
    ...(stored.vanishedAt ? [{ kind: 'returned', newName: listed.name } as const] : []),
    ...rename(stored, listed),
    ...compareCosts(stored, listed),
    ...(addonsText(stored.addons) === addonsText(listed.addons) ? [] : [{ kind: 'addons' } as const]),
  ];
}

function rename(stored: StoredTariff, listed: ListedTariff): readonly Difference[] {
  if (stored.name !== listed.name) return [{ kind: 'renamed', oldName: stored.name, newName: listed.name }];
  if (stored.additionIntname === listed.additionIntname) return [];
  return [{ kind: 'renamed', oldName: stored.additionIntname, newName: listed.additionIntname }];
}

function compareCosts(stored: StoredTariff, listed: ListedTariff): readonly Difference[] {
  const before = new Map(stored.costs.map(({ period, cost }) => [period, cost]));
  const changed = [...listed.costs].flatMap(([period, { cost: newCost }]): Difference[] => {
    const oldCost = before.get(period);
    if (oldCost === undefined) return [{ kind: 'period_added', period, newCost }];
    return oldCost === newCost ? [] : [{ kind: 'cost', period, oldCost, newCost }];
  });
  const lost = [...before].flatMap(([period, oldCost]): Difference[] =>
    listed.costs.has(period) ? [] : [{ kind: 'period_lost', period, oldCost }],
  );
  return [...changed, ...lost];
}
