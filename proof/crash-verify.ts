import { db } from '#lib/platform/db.ts';
import type { House } from './house.ts';
import type { Operation, ServiceOperation, Subject } from './operations.ts';
import { NEW_NAME } from './operations.ts';
import { charges, paidServices } from './supplier.ts';

async function verifyOrder({ supplier }: House, operation: Operation, subject: Subject): Promise<string | null> {
  const order = await db().order.findUniqueOrThrow({
    where: { id: subject.orderId },
    include: { items: true, payments: { include: { refund: true } } },
  });
  const [item] = order.items;
  const state = await supplier.state();
  const services = paidServices(state, item?.licence ?? '');
  const ids = services.map(({ id }) => id);
  if (services.length !== 1) return `${services.length} services were bought`;
  if (charges(state, 'order', ids) !== 1) return `charged ${charges(state, 'order', ids)} times for one service`;
  if (item?.upstreamServiceId !== ids[0]) return `the item holds ${item?.upstreamServiceId}, bought was ${ids[0]}`;
  if (operation !== 'refund') {
    return order.status === 'completed' && item?.fulfilmentStatus === 'active'
      ? null
      : `order ${order.status}, item ${item?.fulfilmentStatus} (${item?.reason})`;
  }
  const charge = await db().testCharge.findUniqueOrThrow({ where: { id: subject.chargeId } });
  const [payment] = order.payments;
  const given = payment?.refund?.status === 'succeeded' && charge.refundKey === payment.refund.id;
  return given && order.status === 'refunded' && charge.status === 'refunded'
    ? null
    : `order ${order.status}, payment ${payment?.status}, refund ${payment?.refund?.status}, charge ${charge.status}`;
}

/** Code of protocol.md 8, and our word, that each change leads to. */
const REACHED = {
  renew: ['2', 'active'],
  edit: ['2', 'active'],
  suspend: ['3', 'suspended'],
  resume: ['2', 'active'],
  delete: ['4', 'deleted'],
} as const satisfies Record<ServiceOperation, readonly [string, string]>;

async function verifyService(
  { supplier }: House,
  operation: ServiceOperation,
  subject: Subject,
): Promise<string | null> {
  const service = await db().service.findUniqueOrThrow({
    where: { id: subject.serviceId },
    include: { changes: { where: { action: operation } } },
  });
  const state = await supplier.state();
  const there = state.services.find(({ id }) => id === service.upstreamServiceId);
  const [code, word] = REACHED[operation];
  const statuses = service.changes.map(({ status }) => status);
  if (statuses.some((status) => status !== 'done')) return `changes ${statuses.join(', ')}`;
  if (there?.status !== code || service.status !== word) return `${service.status} here, ${there?.status} there`;
  const renewed = charges(state, 'prolong', [service.upstreamServiceId]);
  if (renewed !== (operation === 'renew' ? 1 : 0)) return `charged for ${renewed} renewals`;
  if (operation === 'renew') {
    const lasts = service.expiresOn?.toISOString().slice(0, 10);
    if (statuses.length !== 1) return `${statuses.length} rows for one renewal`;
    if (there.expiresOn !== lasts || lasts === subject.seen.expiresOn)
      return `lasts until ${lasts} here, ${there.expiresOn} there`;
  }
  return operation === 'edit' && (there.licname !== NEW_NAME || service.licname !== NEW_NAME)
    ? `named ${service.licname} here, ${there.licname} there`
    : null;
}

/** What is wrong after an operation, by our books and by the sandbox's; null when it was done exactly once. */
export function verify(house: House, operation: Operation, subject: Subject): Promise<string | null> {
  switch (operation) {
    case 'buy':
    case 'buy-by-cart':
    case 'refund':
      return verifyOrder(house, operation, subject);
    default:
      return verifyService(house, operation, subject);
  }
}
