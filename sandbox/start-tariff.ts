import { TRIAL_PERIOD } from './calendar.ts';
import type { Kind } from './kinds.ts';
import { parseMoney } from './money.ts';
import type { Addon, Tariff } from './state.ts';

type Costs = { trial?: string; 1?: string; 3?: string; 6?: string; 12?: string };
type Texts = { name: string; nameRu: string; description: string };

/** An entry of the start catalogue; `service` is its service name, for a module also `additionintname`. */
export function startTariff(kind: Kind, id: number, service: string, costs: Costs, texts: Texts): Tariff {
  return {
    kind,
    id: String(id),
    additionintname: service,
    intname: service.toLowerCase(),
    ...texts,
    active: true,
    periods: costsByPeriod(costs),
    addons: [],
  };
}

/** An add-on of the start catalogue. */
export function startAddon(id: number, addon: Omit<Addon, 'id' | 'periods'>, costs: Costs): Addon {
  return { id: String(id), ...addon, periods: costsByPeriod(costs) };
}

function costsByPeriod(costs: Costs): Tariff['periods'] {
  const lengths = { trial: TRIAL_PERIOD, 1: 1, 3: 3, 6: 6, 12: 12 };
  const periods = Object.entries(lengths).flatMap(([key, period]) => {
    const cost = Object.entries(costs).find(([name]) => name === key)?.[1];
    return cost === undefined ? [] : [{ period, cost: parseMoney(cost) }];
  });
  return periods.toSorted((a, b) => a.period - b.period);
}
