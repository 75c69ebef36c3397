import { canAfford } from '../../account.ts';
import { costOf, findTariff } from '../../catalogue.ts';
import type { Kind } from '../../kinds.ts';
import type { Money } from '../../money.ts';
import type { Sandbox } from '../../sandbox.ts';
import { payService } from '../../services.ts';
import type { Service, Tariff } from '../../state.ts';
import { param, type ApiFunction, type Call } from '../call.ts';
import { element, textElement } from '../document.ts';
import { invalid, notEnoughMoney } from '../refusal.ts';
import { openOrder } from './basket.ts';
import { readAddons, readAutoprolong, readSubject } from './order-fields.ts';
import { showOrderForm } from './show-order-form.ts';

/**
 * `<kind>.order.param`. Without `sok` the form. With `skipbasket=on` charged at once, else put in the cart. Never compared
 * with earlier orders, `remoteid` or not: the same request again buys again, as nothing promises otherwise.
 */
export function orderService(kind: Kind): ApiFunction {
  return (call) => {
    if (!call.submit) return showOrderForm(call, kind);
    const { sandbox } = call;
    const subject = readSubject(call, kind);
    const tariff = findTariff(sandbox.state, kind, param(call, 'pricelist'));
    if (!tariff?.active) throw invalid('pricelist', param(call, 'pricelist'));
    const addons = readAddons(call, tariff, {});
    const { period, cost } = readPeriod(call, tariff, addons);
    const payNow = param(call, 'skipbasket') === 'on';
    const affordable = canAfford(sandbox, cost);
    if (payNow && !affordable && sandbox.state.settings.insufficientFunds === 'error') throw notEnoughMoney();

    const paid = payNow && affordable;
    const orderId = paid ? paidOrder(sandbox) : openOrder(sandbox);
    const service = createService(call, { ...subject, tariff, addons, period, cost, orderId });
    if (!paid) {
      sandbox.state.cart.push({ id: String(sandbox.state.nextId.row++), orderId, serviceId: service.id });
      return [textElement('billorder.id', orderId), payNow ? textElement('ok', 'func=basket') : element('ok')];
    }
    payService(sandbox, service);
    return [textElement('id', service.id), textElement('billorder.id', orderId), element('ok')];
  };
}

/** The period of a tariff that a call names, with what it costs, or a refusal. */
export function readPeriod(
  call: Call,
  tariff: Tariff,
  addons: Readonly<Record<string, number>>,
  text = param(call, 'period'),
): { period: number; cost: Money } {
  const period = tariff.periods.find((each) => String(each.period) === text)?.period;
  const cost = period === undefined ? null : costOf(tariff, period, addons);
  if (period === undefined || cost === null) throw invalid('period', text);
  return { period, cost };
}

type Ordered = Pick<Service, 'licence' | 'ip' | 'licname' | 'comment' | 'addons' | 'period' | 'cost' | 'orderId'> & {
  tariff: Tariff;
};

function createService(call: Call, { tariff, ...ordered }: Ordered): Service {
  const { state } = call.sandbox;
  const service: Service = {
    ...ordered,
    kind: tariff.kind,
    id: String(state.nextId.service++),
    licenceKey: null,
    pricelistId: tariff.id,
    name: tariff.name,
    intname: tariff.intname,
    remoteid: param(call, 'remoteid') || null,
    autoprolong: readAutoprolong(call, ordered.period),
    createdAt: call.now.toISOString(),
    paidAt: null,
    activatesAt: null,
    expiresOn: null,
    suspendedAt: null,
    deletedAt: null,
  };
  state.services.add(service);
  return service;
}

function paidOrder(sandbox: Sandbox): string {
  const id = String(sandbox.state.nextId.order++);
  sandbox.state.orders.add({ id, paidAt: sandbox.now().toISOString() });
  return id;
}
