import type { Actor } from '#lib/domain/actor.ts';
import { TRIAL } from '#lib/domain/billing-period.ts';
import { AppError } from '#lib/domain/errors.ts';
import { db } from '#lib/platform/db.ts';
import { readPublishedAddons } from '#lib/pricing/addons.ts';
import { askAddress } from './ask-address.ts';
import { alreadyThere } from './owned-words.ts';
import { ownership } from './owned.ts';
import type { TypedThing } from './read-thing.ts';
import { readQuantitiesOf, readThing } from './read-thing.ts';
import { mayAsk, newestList, quote } from './request-quote.ts';
import { sellable } from './sellable.ts';

/** What somebody wants to buy from the public catalogue, as typed; `addons` are quantities by add-on id. */
export type CatalogueWish = TypedThing & {
  readonly productId: string;
  readonly addons?: Readonly<Record<string, string>> | undefined;
};

/**
 * Holds the published prices of a product for what was typed, and gives the quote's id, which is the checkout's address. Refuses
 * with `too_many`, `not_sold`, `already_owned`, `already_being_bought`, `ip_not_free`, and by field as `read-thing.ts` says.
 */
export async function requestCatalogueQuote(actor: Actor, wish: CatalogueWish, now: Date): Promise<string> {
  const { storeId } = actor;
  if (!(await mayAsk(actor, now))) {
    const message = 'Too many tries from your address. Wait a minute; nothing was charged.';
    throw new AppError('rate_limited', 'too_many', message);
  }
  const tx = db();
  const list = await newestList(tx, storeId);
  const product = await tx.product.findFirst({
    where: { id: wish.productId, storeId, hidden: false },
    select: { id: true, kind: true, item: { select: { upstreamId: true } } },
  });
  const offered =
    list && product
      ? await tx.publishedPrice.findMany({
          where: { publishedPriceListId: list.id, productId: product.id, period: { not: TRIAL } },
          orderBy: { period: 'asc' },
        })
      : [];
  const [first] = offered;
  if (!list || !product || !first) throw notSold();
  const { kind } = product;
  const thing = { kind, upstreamId: product.item.upstreamId, ...readThing(kind, wish) };
  const anyAddon = new Map(offered.flatMap(({ addons }) => readPublishedAddons(addons)).map((each) => [each.id, each]));
  const addons = readQuantitiesOf([...anyAddon.values()], wish.addons ?? {});
  if ((await sellable(tx, list.id, product.id, addons)).length === 0) throw notSold();
  const owned = await ownership(tx, storeId, thing);
  if (owned !== 'free') throw alreadyThere(kind, owned);
  if (kind === 'soft') {
    const { upstreamAccountId, upstreamId, period } = first;
    await askAddress(actor, { upstreamAccountId, upstreamId, period, ip: thing.ip }, now);
  }
  const wanted = { ...thing, productId: product.id, listId: list.id, addons };
  const result = await db().$transaction((inside) => quote(inside, storeId, wanted, now));
  if (result.kind === 'quoted') return result.quoteId;
  throw alreadyThere(kind, result.problem === 'already_owned' ? 'owned' : 'being_bought');
}

function notSold(): AppError {
  return new AppError('not_found', 'not_sold', 'This is not sold here any more. Nothing was charged.');
}
