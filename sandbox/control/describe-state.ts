import { formatMoney } from '../money.ts';
import type { RecordedCall, Sandbox } from '../sandbox.ts';
import type { FaultRule } from '../fault-rules.ts';
import { KINDS, type Kind } from '../kinds.ts';
import { findDuplicates } from '../duplicates.ts';
import { licenceKeyOf, STATUS_NAMES, statusOf } from '../services.ts';
import type { Settings } from '../settings.ts';
import type { Service, Tariff } from '../state.ts';

/** A service as `/control/state.json` has it; oldest first there. */
export type ServiceView = {
  kind: Kind;
  id: string;
  licence: string;
  ip: string;
  licname: string;
  comment: string;
  addons: Record<string, number>;
  licenceKey: string;
  pricelistId: string;
  name: string;
  period: number;
  paid: boolean;
  cost: string;
  status: string;
  statusName: string;
  createdAt: string;
  expiresOn: string | null;
  autoprolong: number | null;
  remoteid: string | null;
  orderId: string;
  duplicate: boolean;
};

/** The answer of `GET /control/state.json`; amounts have four decimals, lists run from old to new. */
export type StateView = {
  account: { user: string; balance: string; currency: string };
  settings: Omit<Settings, 'password'> & { balance: string; currency: string };
  faults: FaultRule[];
  tariffs: {
    kind: Kind;
    id: string;
    name: string;
    additionintname: string;
    active: boolean;
    periods: Record<string, string>;
    addons: Record<string, Record<string, string>>;
  }[];
  services: ServiceView[];
  cart: { id: string; orderId: string; serviceId: string; cost: string }[];
  ledger: {
    at: string;
    kind: string;
    amount: string;
    balanceAfter: string;
    serviceId: string | null;
    description: string;
  }[];
  duplicates: number;
  /** Calls that wait for a release (the fault `hold`). */
  held: number;
  /** The sandbox's own time. */
  now: string;
  calls: readonly RecordedCall[];
};

/** Everything a test or the control page wants to see; no password is in it. */
export function describeState(sandbox: Sandbox): StateView {
  const { state } = sandbox;
  const now = sandbox.now();
  const duplicates = findDuplicates(state.services.all());
  const { password: _secret, ...settings } = state.settings;
  const visible = state.services.all().filter(({ deletedAt, paidAt }) => deletedAt === null || paidAt !== null);
  return {
    account: { user: sandbox.user, balance: formatMoney(state.balance), currency: state.currency },
    settings: { ...settings, balance: formatMoney(state.balance), currency: state.currency },
    faults: state.faults,
    tariffs: state.tariffs.map(({ kind, id, name, additionintname, active, periods, addons }) => ({
      kind,
      id,
      name,
      additionintname,
      active,
      periods: describePeriods(periods),
      addons: Object.fromEntries(addons.map((addon) => [addon.id, describePeriods(addon.periods)])),
    })),
    services: visible.map((service) => describeService(service, now, duplicates.ids)),
    cart: state.cart.map((row) => ({ ...row, cost: formatMoney(state.services.get(row.serviceId)?.cost ?? 0n) })),
    ledger: state.ledger.map((entry) => ({
      ...entry,
      amount: formatMoney(entry.amount),
      balanceAfter: formatMoney(entry.balanceAfter),
    })),
    duplicates: duplicates.surplus,
    held: sandbox.held,
    now: now.toISOString(),
    calls: sandbox.calls,
  };
}

/** The counts of the same, for callers that need no rows: at 100,000 services the rows are tens of megabytes. */
export function describeFigures(sandbox: Sandbox): Record<string, unknown> {
  const { state } = sandbox;
  return {
    account: { user: sandbox.user, balance: formatMoney(state.balance), currency: state.currency },
    services: Object.fromEntries(KINDS.map((kind) => [kind, state.services.live(kind).length])),
    paid: state.services.all().filter(({ paidAt }) => paidAt !== null).length,
    charges: state.ledger.filter(({ kind }) => kind === 'order' || kind === 'prolong').length,
    duplicates: findDuplicates(state.services.all()).surplus,
    held: sandbox.held,
    now: sandbox.now().toISOString(),
  };
}

function describePeriods(periods: Tariff['periods']): Record<string, string> {
  return Object.fromEntries(
    periods.map(({ period, cost }) => [String(period), cost === null ? '' : formatMoney(cost)]),
  );
}

function describeService(service: Service, now: Date, duplicates: ReadonlySet<string>): ServiceView {
  const status = statusOf(service, now);
  return {
    kind: service.kind,
    id: service.id,
    licence: service.licence,
    ip: service.ip,
    licname: service.licname,
    comment: service.comment,
    addons: service.addons,
    licenceKey: licenceKeyOf(service, now),
    pricelistId: service.pricelistId,
    name: service.name,
    period: service.period,
    paid: service.paidAt !== null,
    cost: formatMoney(service.cost),
    status,
    statusName: STATUS_NAMES[status],
    createdAt: service.createdAt,
    expiresOn: service.expiresOn,
    autoprolong: service.autoprolong,
    remoteid: service.remoteid,
    orderId: service.orderId,
    duplicate: duplicates.has(service.id),
  };
}
