import { canAfford } from '../../account.ts';
import { formatMoney, type Money } from '../../money.ts';
import type { Sandbox } from '../../sandbox.ts';
import { payService } from '../../services.ts';
import type { Service } from '../../state.ts';
import { param, type ApiFunction, type Call } from '../call.ts';
import { element, textElement, type Element } from '../document.ts';
import { missing, notEnoughMoney } from '../refusal.ts';

/** `basket`: view, pay, remove a row, empty. An account has one cart; its rows share one unpaid order. */
export const basket: ApiFunction = (call) => {
  const button = param(call, 'clicked_button');
  if (button === 'delete') return removeRows(call, 'id');
  if (button === 'clearbasket') return removeRows(call, 'orderId');
  if (call.submit) return pay(call);
  return view(call);
};

/** The id of the cart's unpaid order; a new one when the last was paid or emptied. */
export function openOrder({ state }: Sandbox): string {
  const [row] = state.cart;
  if (row) return row.orderId;
  const id = String(state.nextId.order++);
  state.orders.add({ id, paidAt: null });
  return id;
}

function pay(call: Call): Element[] {
  const { sandbox, now } = call;
  const { state } = sandbox;
  const order = state.orders.get(param(call, 'id'));
  if (!order) throw missing(param(call, 'id'));
  // A paid order asked for again is a success without a new charge (protocol.md 14, server 6).
  if (order.paidAt !== null) return [element('ok')];
  const services = servicesInCart(sandbox, order.id);
  if (services.length === 0) throw missing(order.id);
  if (!canAfford(sandbox, sumOf(services))) throw notEnoughMoney();
  state.orders.change(order, { paidAt: now.toISOString() });
  for (const service of services) payService(sandbox, service);
  state.cart = state.cart.filter(({ orderId }) => orderId !== order.id);
  return [element('ok')];
}

function removeRows(call: Call, column: 'id' | 'orderId'): Element[] {
  const { state } = call.sandbox;
  const wanted = param(call, 'id');
  const gone = state.cart.filter((row) => row[column] === wanted || (column === 'orderId' && wanted === ''));
  if (gone.length === 0 && column === 'id') throw missing(wanted);
  for (const { serviceId } of gone) {
    const service = state.services.get(serviceId);
    if (service) state.services.change(service, { deletedAt: call.now.toISOString() });
  }
  state.cart = state.cart.filter((row) => !gone.includes(row));
  return [element('ok')];
}

function view({ sandbox }: Call): Element[] {
  const { state } = sandbox;
  const [first] = state.cart;
  if (!first) return [element('list', [], { name: 'itemlist' })];
  const services = servicesInCart(sandbox, first.orderId);
  const rows = state.cart.flatMap((row) => {
    const service = state.services.get(row.serviceId);
    return service ? [describeRow(row.id, service)] : [];
  });
  return [
    element('list', rows, { name: 'itemlist' }),
    textElement('billorder', first.orderId),
    textElement('total_sum', formatMoney(sumOf(services))),
    textElement('tax', '0.0000'),
    textElement('full_discount', '0.0000'),
  ];
}

function describeRow(rowId: string, service: Service): Element {
  return element('elem', [
    textElement('id', rowId),
    textElement('item.id', service.id),
    textElement('item.type', service.kind),
    textElement('item.period', String(service.period)),
    textElement('item.autoprolong', service.autoprolong === null ? 'null' : String(service.autoprolong)),
    textElement('cost', formatMoney(service.cost)),
  ]);
}

function servicesInCart({ state }: Sandbox, orderId: string): Service[] {
  return state.cart
    .filter((row) => row.orderId === orderId)
    .flatMap(({ serviceId }) => state.services.get(serviceId) ?? []);
}

function sumOf(services: readonly Service[]): Money {
  return services.reduce((sum, { cost }) => sum + cost, 0n);
}
