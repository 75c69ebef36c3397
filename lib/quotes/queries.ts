import type { Actor } from '#lib/domain/actor.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { minorUnit } from '#lib/domain/currency.ts';
import { ceilTo } from '#lib/domain/money.ts';
import { db } from '#lib/platform/db.ts';
import { readQuantities } from '#lib/pricing/addons.ts';
import type { PricedChoice } from '#lib/pricing/price-with-addons.ts';
import { isOvertaken } from './overtaken.ts';
import { ownership } from './owned.ts';
import { newestList } from './request-quote.ts';
import type { Sellable } from './sellable.ts';
import { sellable } from './sellable.ts';

/** A period that can be bought. `monthly` is rounded up to the minor unit; `savingBps` compares with paying month by month. */
export type CheckoutOption = PricedChoice & {
  readonly period: number;
  readonly monthly: bigint;
  readonly savingBps: number;
};

/** A period whose price the newest list has otherwise; null where one of the two does not sell it. */
export type ChangedPrice = { readonly period: number; readonly quoted: bigint | null; readonly now: bigint | null };

/** What the checkout page shows. Amounts are ten-thousandths. */
export type CheckoutView = {
  readonly quoteId: string;
  readonly productId: string;
  readonly productName: string;
  readonly kind: ProductKind;
  readonly licence: string;
  readonly ip: string;
  readonly licname: string;
  readonly currency: string;
  readonly expiresAt: Date;
  readonly expired: boolean;
  /** The supplier's price rose past the quote's, or the product was hidden: it is not sold from any more. */
  readonly overtaken: boolean;
  readonly orderPublicId: string | null;
  readonly options: readonly CheckoutOption[];
  /** What a new quote would cost otherwise; null when nothing. */
  readonly changed: readonly ChangedPrice[] | null;
  readonly owned: boolean;
  readonly beingBought: boolean;
  /** A new quote can be had: the product is not hidden and the newest list sells it. */
  readonly available: boolean;
};

/** The checkout of a quote, with the prices that it holds; null when no such quote is in this store. */
export async function findCheckout(actor: Actor, quoteId: string, now: Date): Promise<CheckoutView | null> {
  const tx = db();
  const quote = await tx.quote.findFirst({
    where: { id: quoteId, storeId: actor.storeId },
    include: {
      product: { select: { name: true, kind: true, hidden: true, item: { select: { upstreamId: true } } } },
      list: { select: { currency: true } },
      order: { select: { publicId: true } },
    },
  });
  if (!quote) return null;
  const { productId, product, licence, ip, licname } = quote;
  const addons = readQuantities(quote.addons);
  const held = await sellable(tx, quote.publishedPriceListId, productId, addons);
  const newest = await newestList(tx, actor.storeId);
  const present =
    newest?.id === quote.publishedPriceListId ? held : newest ? await sellable(tx, newest.id, productId, addons) : [];
  const { kind } = product;
  const owned = await ownership(tx, actor.storeId, { kind, upstreamId: product.item.upstreamId, licence, ip });
  const { currency } = quote.list;
  return {
    quoteId: quote.id,
    productId,
    productName: held[0]?.name ?? product.name,
    kind,
    licence,
    ip,
    licname,
    currency,
    expiresAt: quote.expiresAt,
    expired: quote.expiresAt <= now,
    overtaken: quote.order === null && (product.hidden || (await isOvertaken(tx, held, addons))),
    orderPublicId: quote.order?.publicId ?? null,
    options: held.map((option) => toOption(option, held, currency)),
    changed: difference(held, present),
    owned: owned === 'owned',
    beingBought: owned === 'being_bought',
    available: !product.hidden && present.length > 0,
  };
}

function toOption(
  { period, base, retail, lines }: Sellable,
  all: readonly Sellable[],
  currency: string,
): CheckoutOption {
  const monthly = ceilTo((retail + BigInt(period) - 1n) / BigInt(period), minorUnit(currency));
  const singly = (all.find((option) => option.period === 1)?.retail ?? 0n) * BigInt(period);
  const saved = singly > retail ? singly - retail : 0n;
  return { period, base, retail, lines, monthly, savingBps: singly > 0n ? Number((saved * 10_000n) / singly) : 0 };
}

function difference(held: readonly Sellable[], present: readonly Sellable[]): readonly ChangedPrice[] | null {
  const quoted = new Map(held.map(({ period, retail }) => [period, retail]));
  const now = new Map(present.map(({ period, retail }) => [period, retail]));
  const periods = [...new Set([...quoted.keys(), ...now.keys()])].toSorted((a, b) => a - b);
  const changed = periods
    .map((period) => ({ period, quoted: quoted.get(period) ?? null, now: now.get(period) ?? null }))
    .filter((each) => each.quoted !== each.now);
  return changed.length > 0 ? changed : null;
}
