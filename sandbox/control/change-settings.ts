import { z } from 'zod';
import { setBalance } from '../account.ts';
import { isMoneyText, parseMoney } from '../money.ts';
import type { Sandbox } from '../sandbox.ts';
import { settingsSchema } from '../settings.ts';

const amount = z
  .union([z.string().trim(), z.number().transform((value) => value.toFixed(4))])
  .refine(isMoneyText, 'an amount with at most four decimals')
  .transform(parseMoney);

const changeSchema = settingsSchema
  .partial()
  .extend({
    balance: amount.optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    /** What the sandbox's clock is to show now; it goes on from there. */
    now: z.iso.datetime().optional(),
  })
  .strict();

/** Changes the settings that are named and leaves the others; throws `ZodError` before anything is changed. */
export function changeSettings(sandbox: Sandbox, input: unknown): void {
  const { balance, currency, now, ...change } = changeSchema.parse(input);
  const { state } = sandbox;
  Object.assign(state.settings, change);
  if (now !== undefined) state.settings.clockOffsetMs = Date.parse(now) - sandbox.machineTime().getTime();
  if (balance !== undefined) setBalance(sandbox, balance);
  if (currency !== undefined) state.currency = currency;
  if (change.seed !== undefined) sandbox.reseed();
  if (change.activationDelayMs !== undefined) hurryUp(sandbox, change.activationDelayMs);
  sandbox.save();
}

const NUMBERS = new Set(['activationDelayMs', 'latencyMs', 'clockOffsetMs']);
const NUMBERS_OR_NONE = new Set(['seed', 'rowsPerPageMax']);
const FLAGS = new Set(['twoFactor', 'countRows', 'datePhrases']);
const LISTS = new Set(['unknownLicences', 'denied']);

/** The fields of the control page's form as the JSON above; a field that is not sent stays as it is. */
export function settingsFromForm(form: URLSearchParams): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (NUMBERS.has(name)) result[name] = value === '' ? Number.NaN : Number(value);
    else if (NUMBERS_OR_NONE.has(name)) result[name] = value.trim() === '' ? null : Number(value);
    else if (FLAGS.has(name)) result[name] = value === 'on';
    else if (LISTS.has(name)) result[name] = value.split(/[\s,]+/).filter((part) => part !== '');
    else result[name] = value;
  }
  return result;
}

/** A shorter delay also counts for services that are being activated; a longer one does not undo any. */
function hurryUp({ state }: Sandbox, delayMs: number): void {
  for (const service of state.services.all()) {
    if (service.paidAt === null || service.activatesAt === null) continue;
    const at = new Date(Date.parse(service.paidAt) + delayMs).toISOString();
    if (at < service.activatesAt) state.services.change(service, { activatesAt: at });
  }
}
