import { z } from 'zod';
import { Book } from './book.ts';
import { startCatalogue } from './catalogue.ts';
import { faultRuleSchema } from './fault-rules.ts';
import { KINDS } from './kinds.ts';
import { isMoneyText, parseMoney, type Money } from './money.ts';
import { ServiceBook } from './service-book.ts';
import { settingsSchema, START_SETTINGS } from './settings.ts';

const money = z.string().refine(isMoneyText).transform(parseMoney);
const instant = z.iso.datetime();
const kind = z.enum(KINDS).default('addition');
const periods = z.array(z.object({ period: z.int(), cost: money.nullable() }));

/** An option of a tariff with its own costs. A flag is 0 or 1; a number counts units from `min` to `max` (null: no limit). */
const addonSchema = z.object({
  id: z.string(),
  name: z.string(),
  intname: z.string(),
  type: z.enum(['flag', 'number']),
  min: z.int(),
  max: z.int().nullable(),
  measure: z.string(),
  periods,
});

/**
 * A price list entry; kind and id together name it. A period with cost `null` is shown with an empty cost and cannot be
 * ordered (protocol.md 6.3).
 */
const tariffSchema = z.object({
  kind,
  id: z.string(),
  additionintname: z.string(),
  intname: z.string(),
  name: z.string(),
  nameRu: z.string(),
  description: z.string(),
  active: z.boolean(),
  periods,
  addons: z.array(addonSchema).default([]),
});

const serviceSchema = z.object({
  kind,
  id: z.string(),
  /** Number of the ispmanager licence that a module is for; empty for other kinds. */
  licence: z.string(),
  ip: z.string().default(''),
  licname: z.string().default(''),
  comment: z.string().default(''),
  addons: z.record(z.string(), z.int()).default({}),
  licenceKey: z.string().nullable().default(null),
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
  suspendedAt: instant.nullable().default(null),
  deletedAt: instant.nullable(),
});

const orderSchema = z.object({ id: z.string(), paidAt: instant.nullable() });

const ledgerEntrySchema = z.object({
  at: instant,
  kind: z.enum(['opening', 'order', 'prolong', 'topup', 'adjustment']),
  amount: money,
  balanceAfter: money,
  serviceId: z.string().nullable(),
  description: z.string(),
});

const snapshotSchema = z.object({
  updatedAt: instant,
  modules: z.array(z.object({ pricelistId: z.string(), name: z.string(), expiresOn: z.string() })),
});

/** Everything the sandbox remembers over a restart, as it stands in the state file. */
export const stateSchema = z.object({
  balance: money,
  currency: z.string(),
  settings: z.preprocess((saved) => Object.assign({}, START_SETTINGS, saved), settingsSchema),
  faults: z.array(faultRuleSchema),
  tariffs: z.array(tariffSchema),
  services: z.array(serviceSchema),
  orders: z.array(orderSchema),
  cart: z.array(z.object({ id: z.string(), orderId: z.string(), serviceId: z.string() })),
  ledger: z.array(ledgerEntrySchema),
  panels: z.record(z.string(), snapshotSchema),
  nextId: z.object({ service: z.int(), order: z.int(), row: z.int() }),
});

export type SavedState = z.output<typeof stateSchema>;
export type Tariff = z.output<typeof tariffSchema>;
export type Addon = z.output<typeof addonSchema>;
/** Only changed through its book, which sees to it that the change is saved. */
export type Service = Readonly<z.output<typeof serviceSchema>>;
export type Order = Readonly<z.output<typeof orderSchema>>;
export type LedgerEntry = z.output<typeof ledgerEntrySchema>;
export type PanelSnapshot = z.output<typeof snapshotSchema>;

/** The state at work: as saved, with services and orders in books. */
export type State = Omit<SavedState, 'services' | 'orders'> & { services: ServiceBook; orders: Book<Order> };

/** A saved state made ready for work. */
export function openState({ services, orders, ...rest }: SavedState): State {
  const orderBook = new Book<Order>();
  for (const order of orders) orderBook.add(order);
  orderBook.takeUnsaved();
  return { ...rest, services: new ServiceBook(services), orders: orderBook };
}

/** The state of an account that has bought nothing yet. */
export function startState(balance: Money, activationDelayMs: number, at: Date): State {
  return openState({
    balance,
    currency: 'EUR',
    settings: { ...START_SETTINGS, activationDelayMs },
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
  });
}
