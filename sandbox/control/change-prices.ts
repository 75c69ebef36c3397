import { z } from 'zod';
import { isMoneyText, parseMoney } from '../money.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Tariff } from '../state.ts';

const costSchema = z.union([z.literal(''), z.string().refine(isMoneyText, 'an amount with at most four decimals')]);

const tariffChangeSchema = z.strictObject({
  name: z.string().min(1).optional(),
  nameRu: z.string().optional(),
  additionintname: z.string().min(1).optional(),
  intname: z.string().min(1).optional(),
  description: z.string().optional(),
  active: z.boolean().optional(),
  remove: z.literal(true).optional(),
  /** By length: an amount, '' for a period without a price, null to take the period away. */
  periods: z.record(z.string().regex(/^-?\d{1,4}$/), costSchema.nullable()).optional(),
});

const changeSchema = z.strictObject({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  tariffs: z.record(z.string().regex(/^\d{1,9}$/), tariffChangeSchema).optional(),
});

type TariffChange = z.output<typeof tariffChangeSchema>;

/** Changes, adds and removes tariffs; an id that is not known becomes a new tariff. */
export function changePrices(sandbox: Sandbox, input: unknown): void {
  const { currency, tariffs = {} } = changeSchema.parse(input);
  const { state } = sandbox;
  if (currency !== undefined) state.currency = currency;
  for (const [id, change] of Object.entries(tariffs)) {
    const position = state.tariffs.findIndex((tariff) => tariff.id === id);
    const changed = applyChange(state.tariffs[position] ?? emptyTariff(id), change);
    if (change.remove) state.tariffs = state.tariffs.filter((tariff) => tariff.id !== id);
    else if (position < 0) state.tariffs.push(changed);
    else state.tariffs[position] = changed;
  }
  sandbox.save();
}

function applyChange(tariff: Tariff, change: TariffChange): Tariff {
  const periods = new Map(tariff.periods.map(({ period, cost }) => [period, cost]));
  for (const [length, cost] of Object.entries(change.periods ?? {})) {
    if (cost === null) periods.delete(Number(length));
    else periods.set(Number(length), cost === '' ? null : parseMoney(cost));
  }
  const name = change.name ?? tariff.name;
  const additionintname = change.additionintname ?? tariff.additionintname;
  return {
    id: tariff.id,
    name,
    additionintname,
    nameRu: change.nameRu ?? (tariff.nameRu || name),
    intname: change.intname ?? (tariff.intname || additionintname.toLowerCase()),
    description: change.description ?? tariff.description,
    active: change.active ?? tariff.active,
    periods: [...periods].map(([period, cost]) => ({ period, cost })).toSorted((a, b) => a.period - b.period),
  };
}

function emptyTariff(id: string): Tariff {
  const name = `Module ${id}`;
  return {
    id,
    additionintname: `Module${id}`,
    intname: '',
    name,
    nameRu: '',
    description: '',
    active: true,
    periods: [],
  };
}
