import { z } from 'zod';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { previewRenewal } from '#lib/services/preview-renewal.ts';
import { requestChange } from '#lib/services/request-change.ts';
import { runChanges } from '#lib/services/run-changes.ts';
import { pay, place } from './buying.ts';
import type { House } from './house.ts';
import { orderBy } from './house.ts';
import type { Operation, ServiceOperation, Subject } from './operations.ts';
import { carryOut } from './operations.ts';

/** CloudLinux by IP at the sandbox: a kind that knows all five changes. */
const TARIFF = { kind: 'softexternal', upstreamId: '9203' } as const;
const NOTHING = { orderId: '', chargeId: '', serviceId: '', seen: { expiresOn: '', cost: 0n } } as const;

let count = 0;

async function paidOrder({ shop, clock }: House): Promise<Subject> {
  count += 1;
  const order = await place(shop, 'addition', count, clock.now());
  await pay(order, clock.now());
  return { ...NOTHING, owner: shop.owner, orderId: order.orderId, chargeId: order.chargeId };
}

/** A service that the account already had, taken over without an order. */
async function ownService({ shop, supplier, clock }: House): Promise<Subject> {
  count += 1;
  const ip = `10.${count >> 16}.${(count >> 8) & 255}.${count & 255}`;
  const added = await supplier.meddle({ action: 'add-service', kind: TARIFF.kind, pricelist: TARIFF.upstreamId, ip });
  const { id: upstreamServiceId } = z.object({ id: z.string() }).parse(added);
  const { expiresOn } = (await supplier.state()).services.find(({ id }) => id === upstreamServiceId) ?? {};
  const email = `taken${count}@example.org`;
  const customer = { id: newId('cus'), storeId: shop.storeId, email, country: 'DE' };
  await db().customer.create({ data: customer });
  const serviceId = newId('svc');
  await db().service.create({
    data: {
      ...TARIFF,
      id: serviceId,
      storeId: shop.storeId,
      customerId: customer.id,
      upstreamAccountId: shop.accountId,
      upstreamServiceId,
      name: 'CloudLinux',
      ip,
      period: 1,
      expiresOn: new Date(expiresOn ?? ''),
      upstreamCurrency: 'EUR',
      createdAt: clock.now(),
    },
  });
  return { ...NOTHING, owner: shop.owner, serviceId };
}

async function ownServiceFor(house: House, operation: ServiceOperation): Promise<Subject> {
  const subject = await ownService(house);
  const { owner, serviceId } = subject;
  const now = house.clock.now();
  if (operation === 'resume') {
    await requestChange(owner, serviceId, { action: 'suspend' }, now);
    await runChanges(house.clock.now);
  }
  if (operation !== 'renew') return subject;
  const { expiresOn, cost } = await previewRenewal(owner, serviceId, 1, now);
  return { ...subject, seen: { expiresOn, cost } };
}

/** Makes what an operation starts from: a licence, a server or a service of its own. */
export async function prepare(house: House, operation: Operation): Promise<Subject> {
  await orderBy(house, operation === 'buy-by-cart' ? 'cart' : 'immediate');
  switch (operation) {
    case 'buy':
    case 'buy-by-cart':
      return paidOrder(house);
    case 'refund': {
      const subject = await paidOrder(house);
      await carryOut('buy', subject, house.clock);
      return subject;
    }
    default:
      return ownServiceFor(house, operation);
  }
}
