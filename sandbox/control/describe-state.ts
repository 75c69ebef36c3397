import { formatMoney } from '../money.ts';
import type { RecordedCall, Sandbox } from '../sandbox.ts';
import type { FaultRule, Settings } from '../state.ts';
import { findDuplicates, STATUS_NAMES, statusOf } from '../services.ts';

/** A service as `/control/state.json` has it; oldest first there. */
export type ServiceView = {
  id: string;
  licence: string;
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
  tariffs: { id: string; name: string; additionintname: string; active: boolean; periods: Record<string, string> }[];
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
  calls: readonly RecordedCall[];
};

/** Everything a test or the control page wants to see; no password is in it. */
export function describeState(sandbox: Sandbox): StateView {
  const { state } = sandbox;
  const now = sandbox.now();
  const duplicates = findDuplicates(state.services);
  const { password: _secret, ...settings } = state.settings;
  const visible = state.services.filter(({ deletedAt, paidAt }) => deletedAt === null || paidAt !== null);
  return {
    account: { user: sandbox.user, balance: formatMoney(state.balance), currency: state.currency },
    settings: { ...settings, balance: formatMoney(state.balance), currency: state.currency },
    faults: state.faults,
    tariffs: state.tariffs.map(({ id, name, additionintname, active, periods }) => ({
      id,
      name,
      additionintname,
      active,
      periods: Object.fromEntries(
        periods.map(({ period, cost }) => [String(period), cost === null ? '' : formatMoney(cost)]),
      ),
    })),
    services: visible.map((service) => {
      const status = statusOf(service, now);
      return {
        id: service.id,
        licence: service.licence,
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
        duplicate: duplicates.ids.has(service.id),
      };
    }),
    cart: state.cart.map((row) => {
      const cost = state.services.find(({ id }) => id === row.serviceId)?.cost ?? 0n;
      return { ...row, cost: formatMoney(cost) };
    }),
    ledger: state.ledger.map((entry) => ({
      ...entry,
      amount: formatMoney(entry.amount),
      balanceAfter: formatMoney(entry.balanceAfter),
    })),
    duplicates: duplicates.surplus,
    calls: sandbox.calls,
  };
}
