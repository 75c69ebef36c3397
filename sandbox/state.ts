import { z } from 'zod';
import { startCatalogue } from './catalogue.ts';
import { isMoneyText, parseMoney, type Money } from './money.ts';

const money = z.string().refine(isMoneyText).transform(parseMoney);
const instant = z.iso.datetime();

/** A price list entry. A period with cost `null` is shown with an empty cost and cannot be ordered (protocol.md 6.3). */
const tariffSchema = z.object({
  id: z.string(),
  additionintname: z.string(),
  intname: z.string(),
  name: z.string(),
  nameRu: z.string(),
  description: z.string(),
  active: z.boolean(),
  periods: z.array(z.object({ period: z.int(), cost: money.nullable() })),
});

const serviceSchema = z.object({
  id: z.string(),
  licence: z.string(),
  pricelistId: z.string(),
  name: z.string(),
  intname: z.string(),
  period: z.int(),
  cost: money,
  orderId: z.string(),
  remoteid: z.string().nullable(),
  autoprolong: z.int().nullable(),
  createdAt: instant,
  paidAt: instant.nullable(),
  activatesAt: instant.nullable(),
  expiresOn: z.string().nullable(),
  deletedAt: instant.nullable(),
});

const ledgerEntrySchema = z.object({
  at: instant,
  kind: z.enum(['opening', 'order', 'prolong', 'topup', 'adjustment']),
  amount: money,
  balanceAfter: money,
  serviceId: z.string().nullable(),
  description: z.string(),
});

/** The ways in which the sandbox can misbehave; README.md says what each does. */
export const FAULTS = [
  'drop-before',
  'drop-after',
  'delay',
  'delay-after',
  'http-500',
  'http-500-after',
  'http-502',
  'http-502-after',
  'html',
  'html-after',
  'truncated',
  'error-envelope',
  'low-balance',
  'two-factor',
  'bad-password',
  'bad-ip',
  'stale-list',
] as const;

/** One fault switch. `times` counts down; at 0 the rule is off. */
export const faultRuleSchema = z.strictObject({
  func: z.string().min(1).max(100).default('*'),
  fault: z.enum(FAULTS),
  probability: z.number().min(0).max(1).default(1),
  times: z.int().min(0).optional(),
  submitOnly: z.boolean().default(false),
  delayMs: z.int().min(0).max(600_000).optional(),
  staleMs: z.int().min(0).optional(),
  type: z.string().max(100).optional(),
  object: z.string().max(100).optional(),
  message: z.string().max(500).optional(),
});

const settingsSchema = z.object({
  activationDelayMs: z.int().min(0),
  twoFactor: z.boolean(),
  insufficientFunds: z.enum(['error', 'cart']),
  unknownLicences: z.array(z.string()),
  seed: z.int().nullable(),
  password: z.string().nullable(),
});

const snapshotSchema = z.object({
  updatedAt: instant,
  modules: z.array(z.object({ pricelistId: z.string(), name: z.string(), expiresOn: z.string() })),
});

/** Everything the sandbox remembers over a restart, as it stands in the state file. */
export const stateSchema = z.object({
  balance: money,
  currency: z.string(),
  settings: settingsSchema,
  faults: z.array(faultRuleSchema),
  tariffs: z.array(tariffSchema),
  services: z.array(serviceSchema),
  orders: z.array(z.object({ id: z.string(), paidAt: instant.nullable() })),
  cart: z.array(z.object({ id: z.string(), orderId: z.string(), serviceId: z.string() })),
  ledger: z.array(ledgerEntrySchema),
  panels: z.record(z.string(), snapshotSchema),
  nextId: z.object({ service: z.int(), order: z.int(), row: z.int() }),
});

export type Tariff = z.output<typeof tariffSchema>;
export type Service = z.output<typeof serviceSchema>;
export type LedgerEntry = z.output<typeof ledgerEntrySchema>;
export type FaultRule = z.output<typeof faultRuleSchema>;
export type FaultName = FaultRule['fault'];
export type Settings = z.output<typeof settingsSchema>;
export type PanelSnapshot = z.output<typeof snapshotSchema>;
export type State = z.output<typeof stateSchema>;

/** The state of an account that has bought nothing yet. */
export function startState(balance: Money, activationDelayMs: number, at: Date): State {
  return {
    balance,
    currency: 'EUR',
    settings: {
      activationDelayMs,
      twoFactor: false,
      insufficientFunds: 'error',
      unknownLicences: [],
      seed: null,
      password: null,
    },
    faults: [],
    tariffs: startCatalogue(),
    services: [],
    orders: [],
    cart: [],
    ledger: [
      {
        at: at.toISOString(),
        kind: 'opening',
        amount: balance,
        balanceAfter: balance,
        serviceId: null,
        description: 'Opening balance',
      },
    ],
    panels: {},
    nextId: { service: 334673, order: 23445, row: 4411 },
  };
}
