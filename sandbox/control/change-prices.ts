import { z } from 'zod';
import { findTariff } from '../catalogue.ts';
import { isKind, type Kind } from '../kinds.ts';
import { isMoneyText, parseMoney } from '../money.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Addon, Tariff } from '../state.ts';

const KEY = /^(?:(addition|softexternal|platform|soft):)?(\d{1,9})$/;
const costSchema = z.union([z.literal(''), z.string().refine(isMoneyText, 'an amount with at most four decimals')]);

const periodsSchema = z.record(z.string().regex(/^-?\d{1,4}$/), costSchema.nullable());

const addonChangeSchema = z.strictObject({
  name: z.string().min(1).optional(),
  type: z.enum(['flag', 'number']).optional(),
  min: z.int().min(0).optional(),
  max: z.int().min(0).nullable().optional(),
  periods: periodsSchema.optional(),
});

const tariffChangeSchema = z.strictObject({
  name: z.string().min(1).optional(),
  nameRu: z.string().optional(),
  additionintname: z.string().min(1).optional(),
  intname: z.string().min(1).optional(),
  description: z.string().optional(),
  active: z.boolean().optional(),
  remove: z.literal(true).optional(),
  /** By length: an amount, '' for a period without a price, null to take the period away. */
  periods: periodsSchema.optional(),
  /** By id; null takes an add-on away. */
  addons: z.record(z.string().regex(/^\d{1,9}$/), addonChangeSchema.nullable()).optional(),
});

const changeSchema = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** By id (a module), or by kind and id as in `soft:55231`. */
  tariffs: z.record(z.string().regex(KEY), tariffChangeSchema).optional(),
});

type TariffChange = z.output<typeof tariffChangeSchema>;
type AddonChange = z.output<typeof addonChangeSchema>;

/** Changes, adds and removes tariffs; one that is not known becomes a new tariff. */
export function changePrices(sandbox: Sandbox, input: unknown): void {
  const { currency, tariffs = {} } = changeSchema.parse(input);
  const { state } = sandbox;
  if (currency !== undefined) state.currency = currency;
  for (const [key, change] of Object.entries(tariffs)) {
    const [, kindText = 'addition', id = ''] = KEY.exec(key) ?? [];
    const kind = isKind(kindText) ? kindText : 'addition';
    const known = findTariff(state, kind, id);
    const changed = applyChange(known ?? emptyTariff(kind, id), change);
    if (change.remove) state.tariffs = state.tariffs.filter((tariff) => tariff !== known);
    else if (known) state.tariffs = state.tariffs.map((tariff) => (tariff === known ? changed : tariff));
    else state.tariffs.push(changed);
  }
  sandbox.save();
}

function applyChange(tariff: Tariff, change: TariffChange): Tariff {
  const name = change.name ?? tariff.name;
  const additionintname = change.additionintname ?? tariff.additionintname;
  const addons = new Map(tariff.addons.map((addon) => [addon.id, addon]));
  for (const [id, wanted] of Object.entries(change.addons ?? {})) {
    if (wanted === null) addons.delete(id);
    else addons.set(id, applyAddonChange(addons.get(id) ?? emptyAddon(id), wanted));
  }
  return {
    kind: tariff.kind,
    id: tariff.id,
    name,
    additionintname,
    nameRu: change.nameRu ?? (tariff.nameRu || name),
    intname: change.intname ?? (tariff.intname || additionintname.toLowerCase()),
    description: change.description ?? tariff.description,
    active: change.active ?? tariff.active,
    periods: applyPeriods(tariff.periods, change.periods),
    addons: [...addons.values()],
  };
}

function applyAddonChange(addon: Addon, { name, type, min, max, periods }: AddonChange): Addon {
  return {
    ...addon,
    name: name ?? addon.name,
    type: type ?? addon.type,
    min: min ?? addon.min,
    max: max === undefined ? addon.max : max,
    periods: applyPeriods(addon.periods, periods),
  };
}

function applyPeriods(periods: Tariff['periods'], changes: TariffChange['periods'] = {}): Tariff['periods'] {
  const result = new Map(periods.map(({ period, cost }) => [period, cost]));
  for (const [length, cost] of Object.entries(changes)) {
    if (cost === null) result.delete(Number(length));
    else result.set(Number(length), cost === '' ? null : parseMoney(cost));
  }
  return [...result].map(([period, cost]) => ({ period, cost })).toSorted((a, b) => a.period - b.period);
}

function emptyTariff(kind: Kind, id: string): Tariff {
  const name = `Module ${id}`;
  return {
    kind,
    id,
    additionintname: `Module${id}`,
    intname: '',
    name,
    nameRu: '',
    description: '',
    active: true,
    periods: [],
    addons: [],
  };
}

function emptyAddon(id: string): Addon {
  return {
    id,
    name: `Add-on ${id}`,
    intname: `addon${id}`,
    type: 'number',
    min: 0,
    max: null,
    measure: 'pcs.',
    periods: [],
  };
}
