import type { Actor } from '#lib/domain/actor.ts';
import type { BuyLink, BuyLinkFault } from '#lib/domain/buy-link.ts';
import { later } from '#lib/platform/clock.ts';
import type { Quantities } from '#lib/domain/addons.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { Tx } from '#lib/platform/db.ts';
import { db } from '#lib/platform/db.ts';
import { newPublicId } from '#lib/platform/ids.ts';
import { takeRateLimit } from '#lib/platform/rate-limit.ts';
import { matchProducts } from './match-product.ts';
import { ownership } from './owned.ts';
import { sellable } from './sellable.ts';

/** Why a Buy link gives no quote; each has a designed page. */
export type QuoteProblem =
  | BuyLinkFault
  | 'unknown_module'
  | 'not_sold'
  | 'already_owned'
  | 'already_being_bought'
  | 'store_unknown'
  | 'store_closed'
  | 'too_many';

/** A quote's id, which is the checkout's address, or why there is none. */
export type QuoteResult =
  | { readonly kind: 'quoted'; readonly quoteId: string }
  | { readonly kind: 'problem'; readonly problem: QuoteProblem };

const QUOTES_PER_MINUTE = 60;

/** Holds the published prices of a module for a licence. Nothing of the link is believed but which module and which licence (R21). */
export async function requestQuote(actor: Actor, link: BuyLink, now: Date): Promise<QuoteResult> {
  if (!(await mayAsk(actor, now))) return problem('too_many');
  return db().$transaction(async (tx) => {
    const list = await newestList(tx, actor.storeId);
    const matched = await matchProducts(tx, actor.storeId, link);
    if (matched.length === 0) return problem(list ? 'unknown_module' : 'store_closed');
    if (!list) return problem('store_closed');
    for (const product of matched) {
      const options = product.hidden ? [] : await sellable(tx, list.id, product.id, {});
      if (options.length === 0) continue;
      const wanted = {
        productId: product.id,
        listId: list.id,
        kind: product.kind,
        upstreamId: product.item.upstreamId,
      };
      return quote(tx, actor.storeId, { ...wanted, licence: link.licence, ip: link.ip, licname: '', addons: {} }, now);
    }
    return problem('not_sold');
  });
}

/** Whether this address may ask for another quote now; the count is shared by all processes. */
export function mayAsk(actor: Actor, now: Date): Promise<boolean> {
  const address = 'address' in actor ? actor.address : actor.kind;
  return takeRateLimit(`quote:${address}`, QUOTES_PER_MINUTE, 60, now);
}

/** The newest published list with something in it. */
export async function newestList(tx: Tx, storeId: string): Promise<{ id: string; version: number } | null> {
  const list = await tx.publishedPriceList.findFirst({
    where: { storeId },
    orderBy: { version: 'desc' },
    select: { id: true, version: true, prices: { take: 1, select: { productId: true } } },
  });
  return list && list.prices.length > 0 ? { id: list.id, version: list.version } : null;
}

/** What a quote is to be for. `licence` is empty for what is not a module. */
export type WantedQuote = {
  readonly productId: string;
  readonly listId: string;
  readonly kind: ProductKind;
  readonly upstreamId: string;
  readonly licence: string;
  readonly ip: string;
  readonly licname: string;
  readonly addons: Quantities;
};

/** Writes a quote unless the licence or the server has the product already. */
export async function quote(tx: Tx, storeId: string, wanted: WantedQuote, now: Date): Promise<QuoteResult> {
  const { productId, listId, licence, ip, licname, addons } = wanted;
  const owned = await ownership(tx, storeId, wanted);
  if (owned === 'owned') return problem('already_owned');
  if (owned === 'being_bought') return problem('already_being_bought');
  const store = await tx.store.findUniqueOrThrow({ where: { id: storeId }, select: { quoteMinutes: true } });
  const quoteId = newPublicId();
  const expiresAt = later(now, store.quoteMinutes * 60_000);
  const thing = { productId, publishedPriceListId: listId, licence, ip, licname, addons: { ...addons } };
  await tx.quote.create({ data: { id: quoteId, storeId, ...thing, expiresAt, createdAt: now } });
  return { kind: 'quoted', quoteId };
}

function problem(kind: QuoteProblem): QuoteResult {
  return { kind: 'problem', problem: kind };
}
