import { settleTestCharge } from '#lib/billing/test-payments.ts';
import { placeOrder } from '#lib/orders/place-order.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { db } from '#lib/platform/db.ts';
import type { TestShop } from '#test/factories.ts';
import { makeQuote, makeQuoteFor } from '#test/factories.ts';

/** An order of the proof, with one item. */
export type ProofOrder = {
  readonly name: string;
  readonly orderId: string;
  readonly publicId: string;
  readonly itemId: string;
  readonly paymentId: string;
  readonly chargeId: string;
};

/** Places an order of one thing, by a customer with an address of his own; nothing is paid yet. One number is one licence or server. */
export async function place(shop: TestShop, kind: ProductKind, number: number, now: Date): Promise<ProofOrder> {
  const name = `${kind}${number}`;
  const ip = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
  const quoteId = await (kind === 'addition'
    ? makeQuote(shop, 'CloudLinux', String(500_000 + number), now)
    : makeQuoteFor(shop, kind === 'platform' ? { kind } : { kind, ip }, now));
  const customer = { kind: 'visitor', storeId: shop.storeId, address: name } as const;
  const input = { quoteId, period: 1, email: `${name}@example.org`, country: 'DE' };
  const { orderPublicId } = await placeOrder(customer, input, now);
  const { id, payments, items } = await db().order.findUniqueOrThrow({
    where: { publicId: orderPublicId },
    include: { payments: true, items: true },
  });
  const [payment] = payments;
  const [item] = items;
  if (!payment?.externalId || !item) throw new Error('The order has no charge');
  return {
    name,
    orderId: id,
    publicId: orderPublicId,
    itemId: item.id,
    paymentId: payment.id,
    chargeId: payment.externalId,
  };
}

/** Pays an order at the provider's page. The shop hears of it by a notification, if at all. */
export async function pay(order: ProofOrder, now: Date): Promise<void> {
  await settleTestCharge(order.chargeId, 'succeed', now);
}
