import { canAfford } from '../../account.ts';
import { periodLabel } from '../../calendar.ts';
import { formatMoney, type Money } from '../../money.ts';
import type { Sandbox } from '../../sandbox.ts';
import { payService } from '../../services.ts';
import type { Service, Tariff } from '../../state.ts';
import { param, type ApiFunction, type Call } from '../call.ts';
import { choices, element, textElement, type Element } from '../document.ts';
import { invalid, notEnoughMoney } from '../refusal.ts';
import { openOrder } from './basket.ts';

/**
 * `addition.order.param`. Without `sok` the form. With `skipbasket=on` charged at once, else put in the cart. Never
 * compared with earlier orders, `remoteid` or not: the same request again buys again, as nothing promises otherwise.
 */
export const orderAddition: ApiFunction = (call) => {
  if (!call.submit) return showForm(call);
  const { sandbox } = call;
  const licence = readLicence(call);
  const tariff = sandbox.state.tariffs.find(({ id, active }) => active && id === param(call, 'pricelist'));
  if (!tariff) throw invalid('pricelist', param(call, 'pricelist'));
  const { period, cost } = readPeriod(call, tariff);
  const payNow = param(call, 'skipbasket') === 'on';
  const affordable = canAfford(sandbox, cost);
  if (payNow && !affordable && sandbox.state.settings.insufficientFunds === 'error') throw notEnoughMoney();

  const paid = payNow && affordable;
  const orderId = paid ? paidOrder(sandbox) : openOrder(sandbox);
  const service = createService(call, { licence, tariff, period, cost, orderId });
  if (!paid) {
    sandbox.state.cart.push({ id: String(sandbox.state.nextId.row++), orderId, serviceId: service.id });
    return [textElement('billorder.id', orderId), payNow ? textElement('ok', 'func=basket') : element('ok')];
  }
  payService(sandbox, service);
  return [textElement('id', service.id), textElement('billorder.id', orderId), element('ok')];
};

/** The licence number in `item`, or a refusal; also used when a module moves to another licence. */
export function readLicence(call: Call): string {
  const licence = param(call, 'item');
  const isKnown = /^\d{1,12}$/.test(licence) && !call.sandbox.state.settings.unknownLicences.includes(licence);
  if (!isKnown) throw invalid('item', licence);
  return licence;
}

/** Months of automatic renewal: anything but the service's own period is silently none (protocol.md 7.1). */
export function readAutoprolong(call: Call, period: number): number | null {
  return param(call, 'autoprolong') === String(period) && period > 0 ? period : null;
}

function readPeriod(call: Call, tariff: Tariff): { period: number; cost: Money } {
  const text = param(call, 'period');
  const found = tariff.periods.find(({ period }) => String(period) === text);
  if (!found || found.cost === null) throw invalid('period', text);
  return { period: found.period, cost: found.cost };
}

type Ordered = Pick<Service, 'licence' | 'period' | 'cost' | 'orderId'> & { tariff: Tariff };

function createService(call: Call, { tariff, ...ordered }: Ordered): Service {
  const { state } = call.sandbox;
  const service: Service = {
    ...ordered,
    id: String(state.nextId.service++),
    pricelistId: tariff.id,
    name: tariff.name,
    intname: tariff.intname,
    remoteid: param(call, 'remoteid') || null,
    autoprolong: readAutoprolong(call, ordered.period),
    createdAt: call.now.toISOString(),
    paidAt: null,
    activatesAt: null,
    expiresOn: null,
    deletedAt: null,
  };
  state.services.push(service);
  return service;
}

function paidOrder(sandbox: Sandbox): string {
  const id = String(sandbox.state.nextId.order++);
  sandbox.state.orders.push({ id, paidAt: sandbox.now().toISOString() });
  return id;
}

function showForm(call: Call): Element[] {
  const { tariffs, currency } = call.sandbox.state;
  const tariff = tariffs.find(({ id }) => id === param(call, 'pricelist'));
  const period = tariff?.periods.find((each) => String(each.period) === param(call, 'period'));
  const months = (tariff?.periods ?? []).map((each) => [String(each.period), periodLabel(each.period)] as const);
  const fields = ['item', 'pricelist', 'period', 'autoprolong', 'skipbasket'];
  return [
    ...fields.map((name) => textElement(name, param(call, name))),
    ...(period && period.cost !== null ? [textElement('cost', `${formatMoney(period.cost)} ${currency}`)] : []),
    choices(
      'pricelist',
      tariffs.filter(({ active }) => active).map(({ id, name }) => [id, name] as const),
    ),
    choices('period', months),
    choices('autoprolong', [['null', 'Off'] as const, ...months.filter(([key]) => Number(key) > 0)]),
  ];
}
