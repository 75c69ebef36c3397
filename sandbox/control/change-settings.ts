import { z } from 'zod';
import { setBalance } from '../account.ts';
import { isMoneyText, parseMoney } from '../money.ts';
import type { Sandbox } from '../sandbox.ts';

const amount = z
  .union([z.string().trim(), z.number().transform((value) => value.toFixed(4))])
  .refine(isMoneyText, 'an amount with at most four decimals')
  .transform(parseMoney);

const changeSchema = z.strictObject({
  balance: amount.optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  activationDelayMs: z.int().min(0).max(86_400_000).optional(),
  password: z.string().min(1).max(200).nullable().optional(),
  twoFactor: z.boolean().optional(),
  insufficientFunds: z.enum(['error', 'cart']).optional(),
  unknownLicences: z.array(z.string().regex(/^\d{1,12}$/)).optional(),
  seed: z.int().nullable().optional(),
});

/** Changes the settings that are named and leaves the others; throws `ZodError` before anything is changed. */
export function changeSettings(sandbox: Sandbox, input: unknown): void {
  const { balance, currency, ...change } = changeSchema.parse(input);
  const { state } = sandbox;
  if (balance !== undefined) setBalance(sandbox, balance);
  if (currency !== undefined) state.currency = currency;
  const { settings } = state;
  settings.activationDelayMs = change.activationDelayMs ?? settings.activationDelayMs;
  settings.twoFactor = change.twoFactor ?? settings.twoFactor;
  settings.insufficientFunds = change.insufficientFunds ?? settings.insufficientFunds;
  settings.unknownLicences = change.unknownLicences ?? settings.unknownLicences;
  if (change.password !== undefined) settings.password = change.password;
  if (change.seed !== undefined) {
    settings.seed = change.seed;
    sandbox.reseed();
  }
  if (change.activationDelayMs !== undefined) hurryUp(sandbox, change.activationDelayMs);
  sandbox.save();
}

/** The fields of the control page's form as the JSON above; a field that is not sent stays as it is. */
export function settingsFromForm(form: URLSearchParams): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (name === 'activationDelayMs') result[name] = value === '' ? Number.NaN : Number(value);
    else if (name === 'seed') result[name] = value.trim() === '' ? null : Number(value);
    else if (name === 'twoFactor') result[name] = value === 'on';
    else if (name === 'unknownLicences') result[name] = value.split(/[\s,]+/).filter((part) => part !== '');
    else result[name] = value;
  }
  return result;
}

/** A shorter delay also counts for services that are being activated; a longer one does not undo any. */
function hurryUp({ state }: Sandbox, delayMs: number): void {
  for (const service of state.services) {
    if (service.paidAt === null || service.activatesAt === null) continue;
    const at = new Date(Date.parse(service.paidAt) + delayMs).toISOString();
    if (at < service.activatesAt) service.activatesAt = at;
  }
}
