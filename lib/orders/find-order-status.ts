import type { Actor } from '#lib/domain/actor.ts';
import type { FulfilmentStatus } from '#lib/domain/fulfilment.ts';
import type { OrderStatus, PaymentStatus } from '#lib/domain/order.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { db } from '#lib/platform/db.ts';
import { readQuantities } from '#lib/pricing/addons.ts';
import type { AddonLine } from '#lib/pricing/price-with-addons.ts';
import { priceWithAddons } from '#lib/pricing/price-with-addons.ts';

/** What the customer sees of an order. Amounts are ten-thousandths. */
export type OrderStatusView = {
  readonly publicId: string;
  readonly number: string;
  readonly status: OrderStatus;
  readonly total: bigint;
  readonly currency: string;
  readonly customerEmail: string;
  readonly placedAt: Date;
  readonly paidAt: Date | null;
  readonly completedAt: Date | null;
  readonly payment: { readonly status: PaymentStatus; readonly provider: string } | null;
  readonly item: {
    readonly kind: ProductKind;
    readonly name: string;
    readonly licence: string;
    readonly ip: string;
    readonly licname: string;
    readonly addons: readonly AddonLine[];
    /** Of an ispmanager licence, once the upstream has made it. */
    readonly licenceKey: string | null;
    readonly period: number;
    readonly fulfilmentStatus: FulfilmentStatus;
    readonly reason: string | null;
    readonly expiresOn: Date | null;
  };
};

/** An order by its unguessable address; null when the actor's store has none. The address is the key: no login is needed. */
export async function findOrderStatus(actor: Actor, publicId: string): Promise<OrderStatusView | null> {
  const order = await db().order.findFirst({
    where: { publicId, storeId: actor.storeId },
    include: {
      customer: { select: { email: true } },
      payments: { where: { surplus: false }, orderBy: { createdAt: 'desc' }, take: 1 },
      quote: { select: { publishedPriceListId: true } },
      items: { include: { service: { select: { expiresOn: true, licenceKey: true } } }, take: 1 },
    },
  });
  const [item] = order?.items ?? [];
  if (!order || !item) return null;
  const [payment] = order.payments;
  const { productId, period } = item;
  const { publishedPriceListId } = order.quote;
  const price = await db().publishedPrice.findUnique({
    where: { publishedPriceListId_productId_period: { publishedPriceListId, productId, period } },
    select: { retail: true, addons: true },
  });
  return {
    publicId: order.publicId,
    number: order.number,
    status: order.status,
    total: order.total,
    currency: order.currency,
    customerEmail: order.customer.email,
    placedAt: order.createdAt,
    paidAt: order.paidAt,
    completedAt: order.completedAt,
    payment: payment ? { status: payment.status, provider: payment.provider } : null,
    item: {
      kind: item.kind,
      name: item.name,
      licence: item.licence,
      ip: item.ip,
      licname: item.licname,
      addons: (price && priceWithAddons(price, readQuantities(item.addons))?.lines) ?? [],
      licenceKey: item.service?.licenceKey ?? null,
      period,
      fulfilmentStatus: item.fulfilmentStatus,
      reason: item.reason,
      expiresOn: item.service?.expiresOn ?? null,
    },
  };
}
