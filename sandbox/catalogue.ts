import { startLicences } from './start-licences.ts';
import { startModules } from './start-modules.ts';
import type { Kind } from './kinds.ts';
import type { Money } from './money.ts';
import type { State, Tariff } from './state.ts';

/** The price list the sandbox starts with. */
export function startCatalogue(): Tariff[] {
  return [...startModules(), ...startLicences()];
}

/** The tariff of a kind; one id can stand in several kinds. */
export function findTariff({ tariffs }: Pick<State, 'tariffs'>, kind: Kind, id: string): Tariff | undefined {
  return tariffs.find((tariff) => tariff.kind === kind && tariff.id === id);
}

/**
 * What a period costs with these add-ons: the tariff, and every unit of each add-on (those of the minimum too). Null where
 * the tariff, or an add-on that is taken, has no price for the period.
 */
export function costOf(tariff: Tariff, period: number, addons: Readonly<Record<string, number>>): Money | null {
  let sum = priceFor(tariff.periods, period);
  for (const addon of tariff.addons) {
    const count = addons[addon.id] ?? 0;
    if (count === 0 || sum === null) continue;
    const unit = priceFor(addon.periods, period);
    sum = unit === null ? null : sum + unit * BigInt(count);
  }
  return sum;
}

function priceFor(periods: Tariff['periods'], period: number): Money | null {
  return periods.find((each) => each.period === period)?.cost ?? null;
}
