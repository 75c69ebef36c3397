import { processPaymentEvents } from '#lib/billing/process-events.ts';
import { receiveNotification } from '#lib/billing/receive-notification.ts';
import { settleTestCharge } from '#lib/billing/test-payments.ts';
import { runFulfilment } from '#lib/fulfilment/run-fulfilment.ts';
import { signNotification } from '#lib/gateways/payments/test-provider/signature.ts';
import type { PlaceOrderInput } from '#lib/orders/place-order.ts';
import { placeOrder } from '#lib/orders/place-order.ts';
import { db } from '#lib/platform/db.ts';
import type { TestShop, TestThing } from './factories.ts';
import { makeQuote, makeQuoteFor } from './factories.ts';
import type { TestClock } from './time.ts';

/** A signed notification body as the test provider sends it. */
export function notification(chargeId: string, eventId = `evt_${chargeId}`) {
  const rawBody = JSON.stringify({ event: eventId, charge: chargeId });
  const header = (name: string): string | null => (name === 'x-test-signature' ? signNotification(rawBody) : null);
  return { provider: 'test', rawBody, header };
}

/** Places an order for a module and opens its payment; nothing is paid yet. */
export async function placeTestOrder(shop: TestShop, module: string, licence: string, clock: TestClock, period = 1) {
  const quoteId = await makeQuote(shop, module, licence, clock.now());
  return placeQuoted(shop, { quoteId, period, email: `buyer${licence}@example.org`, country: 'DE' }, clock);
}

/** Places an order for anything but a module and opens its payment; nothing is paid yet. */
export async function placeTestOrderFor(shop: TestShop, thing: TestThing, clock: TestClock, period = 1) {
  const quoteId = await makeQuoteFor(shop, thing, clock.now());
  return placeQuoted(shop, { quoteId, period, email: 'buyer@example.org', country: 'DE' }, clock);
}

async function placeQuoted(shop: TestShop, input: PlaceOrderInput, clock: TestClock) {
  const { orderPublicId } = await placeOrder(shop.visitor, input, clock.now());
  const order = await db().order.findUniqueOrThrow({
    where: { publicId: orderPublicId },
    include: { payments: true, items: true },
  });
  const [payment] = order.payments;
  const [item] = order.items;
  if (!payment?.externalId || !item) throw new Error('The order has no charge');
  return {
    orderId: order.id,
    publicId: orderPublicId,
    itemId: item.id,
    paymentId: payment.id,
    chargeId: payment.externalId,
    input,
  };
}

/** Pays at the hosted page, and lets the notification arrive and be handled. The item is queued then. */
export async function payTestOrder(order: { chargeId: string }, clock: TestClock): Promise<void> {
  await settleTestCharge(order.chargeId, 'succeed', clock.now());
  await receiveNotification(notification(order.chargeId), clock.now());
  await processPaymentEvents(clock.now());
}

/** Runs fulfilment rounds while time passes, so that every distance of the tables comes by. */
export async function runFor(clock: TestClock, seconds: number, step = 5): Promise<void> {
  for (let passed = 0; passed <= seconds; passed += step) {
    await runFulfilment(clock.now);
    clock.pass(step);
  }
}

/** How an item and its order stand. */
export async function standing(itemId: string) {
  const item = await db().orderItem.findUniqueOrThrow({
    where: { id: itemId },
    include: { order: true, service: true, calls: true },
  });
  return {
    fulfilment: item.fulfilmentStatus,
    reason: item.reason,
    order: item.order.status,
    service: item.service,
    calls: item.calls,
  };
}
