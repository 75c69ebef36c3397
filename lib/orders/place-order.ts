import type { Actor } from '#lib/domain/actor.ts';
import { TRIAL } from '#lib/domain/billing-period.ts';
import { AppError } from '#lib/domain/errors.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { openPayment, reachProvider } from '#lib/billing/open-payment.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { newId, newPublicId } from '#lib/platform/ids.ts';
import { readQuantities } from '#lib/pricing/addons.ts';
import { checkSale, currentCost } from '#lib/pricing/below-cost.ts';
import { priceWithAddons } from '#lib/pricing/price-with-addons.ts';
import { ownership } from '#lib/quotes/owned.ts';
import { alreadyThere } from '#lib/quotes/owned-words.ts';
import { demandAttempt } from './attempts.ts';
import { readCountry, readEmail } from './contact.ts';
import { continuePayment } from './continue-payment.ts';
import { lockOrder } from './lock-order.ts';

/** What the customer fills in. */
export type PlaceOrderInput = {
  readonly quoteId: string;
  readonly period: number;
  readonly email: string;
  readonly country: string;
};

async function lockQuote(tx: Tx, actor: Actor, quoteId: string) {
  await tx.$queryRaw`SELECT 1 FROM quotes WHERE id = ${quoteId} AND "storeId" = ${actor.storeId} FOR UPDATE`;
  const quote = await tx.quote.findFirst({
    where: { id: quoteId, storeId: actor.storeId },
    include: { product: true, order: { select: { id: true, publicId: true } } },
  });
  if (!quote)
    throw new AppError('not_found', 'quote_not_found', 'This offer does not exist. Choose what you want to buy again.');
  return quote;
}

type LockedQuote = Awaited<ReturnType<typeof lockQuote>>;

/** What the quote holds for a period, as the item keeps it; refuses what may not be sold now. `cost` is that of the last pull. */
async function readPrice(tx: Tx, quote: LockedQuote, period: number, now: Date) {
  if (quote.expiresAt <= now) {
    throw new AppError(
      'conflict',
      'quote_expired',
      'This offer has expired. Nothing was charged; look at the present price.',
    );
  }
  const price = await tx.publishedPrice.findUnique({
    where: {
      publishedPriceListId_productId_period: {
        publishedPriceListId: quote.publishedPriceListId,
        productId: quote.productId,
        period,
      },
    },
  });
  const addons = readQuantities(quote.addons);
  const priced = price && period !== TRIAL && price.retail > 0n ? priceWithAddons(price, addons) : null;
  if (!price || !priced)
    throw new AppError('invalid', 'period_not_offered', 'Choose one of the periods offered.', 'period');
  const { kind, upstreamAccountId, upstreamId } = price;
  const { licence, ip, licname } = quote;
  const { retail } = priced;
  const sold = { kind, upstreamAccountId, upstreamId, period, addons };
  const asked = await currentCost(tx, sold);
  const sale = quote.product.hidden ? 'withdrawn' : await checkSale(tx, { ...sold, retail });
  if (sale !== 'ok' || asked === null) {
    throw new AppError(
      'conflict',
      'price_below_cost',
      'The price has changed at our supplier. Nothing was charged; look at the present price.',
    );
  }
  const owned = await ownership(tx, quote.storeId, { kind, upstreamId, licence, ip });
  if (owned !== 'free') throw alreadyThere(kind, owned);
  const { name, currency, markup } = price;
  return { ...sold, ...asked, name, licence, ip, licname, retail, currency, markup: markup ?? {} };
}

/** An order of this quote stands already: the same choice goes on with its payment, another one is refused. */
async function resume(tx: Tx, actor: Actor, orderId: string, period: number, now: Date): Promise<string | null> {
  await lockOrder(tx, orderId);
  const order = await tx.order.findUniqueOrThrow({ where: { id: orderId }, include: { items: true } });
  if (order.status !== 'awaiting_payment') return null;
  if (order.items.some((item) => item.period !== period)) {
    throw new AppError(
      'conflict',
      'payment_open_for_other_period',
      'A payment for another period is already open for this offer. Finish it, or choose what you want to buy again.',
    );
  }
  return continuePayment(tx, actor, order, now);
}

async function createOrder(tx: Tx, actor: Actor, quote: LockedQuote, input: PlaceOrderInput, now: Date) {
  const sold = await readPrice(tx, quote, input.period, now);
  const { storeId } = quote;
  const email = readEmail(input.email);
  await tx.customer.createMany({
    data: [{ id: newId('cus'), storeId, email, country: readCountry(input.country) }],
    skipDuplicates: true,
  });
  const customer = await tx.customer.findUniqueOrThrow({ where: { storeId_email: { storeId, email } } });
  const store = await tx.store.update({ where: { id: storeId }, data: { nextOrderNumber: { increment: 1 } } });
  const order = await tx.order.create({
    data: {
      id: newId('ord'),
      storeId,
      number: `${store.orderPrefix}-${store.nextOrderNumber - 1}`,
      publicId: newPublicId(),
      customerId: customer.id,
      quoteId: quote.id,
      total: sold.retail,
      currency: sold.currency,
      createdAt: now,
      items: {
        create: {
          id: newId('itm'),
          storeId,
          productId: quote.productId,
          ...sold,
        },
      },
    },
  });
  await recordAudit(tx, actor, 'order.placed', order.id, {
    after: {
      number: order.number,
      product: sold.name,
      kind: sold.kind,
      licence: sold.licence,
      ip: sold.ip,
      addons: sold.addons,
      period: sold.period,
      total: sold.retail.toString(),
    },
  });
  return order;
}

/**
 * Turns a quote into an order with one open payment and gives the address to pay at. A second click, or a second tab with
 * the same quote, finds the same order and the same payment. The amount is the quote's, computed on the server (R21).
 * Refuses with `quote_not_found`, `quote_expired`, `period_not_offered`, `price_below_cost`, `already_owned`, `already_being_bought`,
 * `payment_open_for_other_period`, `email_invalid`, `country_invalid`, `provider_unreachable`, `too_many`.
 */
export async function placeOrder(
  actor: Actor,
  input: PlaceOrderInput,
  now: Date,
): Promise<{ orderPublicId: string; payUrl: string }> {
  readEmail(input.email);
  readCountry(input.country);
  await demandAttempt(actor, 'order', now);
  const { orderPublicId, paymentId } = await db().$transaction(async (tx) => {
    const quote = await lockQuote(tx, actor, input.quoteId);
    if (quote.order) {
      const { id, publicId } = quote.order;
      return { orderPublicId: publicId, paymentId: await resume(tx, actor, id, input.period, now) };
    }
    const order = await createOrder(tx, actor, quote, input, now);
    return { orderPublicId: order.publicId, paymentId: await openPayment(tx, actor, order, now) };
  });
  return {
    orderPublicId,
    payUrl: paymentId === null ? `/orders/${orderPublicId}` : await reachProvider(paymentId, now),
  };
}
