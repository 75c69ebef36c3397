import type { ServiceOrder } from '#lib/gateways/upstream/order-params.ts';
import { readQuantities } from '#lib/pricing/addons.ts';
import type { LoadedItem } from './load-item.ts';

/** What is sent to order an item. A thing that the customer did not name bears the order's number. */
export function orderRequest(item: LoadedItem, correlation: string): ServiceOrder {
  const { kind, upstreamId, period, licence, ip } = item;
  const pay = item.account.orderMode === 'cart' ? 'cart' : 'at_once';
  const order = { upstreamId, period, autoprolong: false, correlation, pay } as const;
  const name = item.licname === '' ? item.order.number : item.licname;
  if (kind === 'addition') return { ...order, kind, licence };
  if (kind === 'softexternal') return { ...order, kind, ip, licname: name };
  const addons = readQuantities(item.addons);
  return kind === 'soft' ? { ...order, kind, ip, licname: name, addons } : { ...order, kind, comment: name, addons };
}
