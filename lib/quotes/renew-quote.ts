import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { db } from '#lib/platform/db.ts';
import { readQuantities } from '#lib/pricing/addons.ts';
import { alreadyThere } from './owned-words.ts';
import { isOvertaken } from './overtaken.ts';
import { mayAsk, newestList, quote } from './request-quote.ts';
import { sellable } from './sellable.ts';

/**
 * A quote for the same thing at the prices of now; the same one when it still holds. Refuses with `quote_not_found`,
 * `order_exists`, `not_sold`, `already_owned`, `already_being_bought`, `too_many`.
 */
export async function renewQuote(actor: Actor, quoteId: string, now: Date): Promise<string> {
  if (!(await mayAsk(actor, now))) {
    throw new AppError(
      'rate_limited',
      'too_many',
      'Too many tries from your address. Wait a minute; nothing was charged.',
    );
  }
  return db().$transaction(async (tx) => {
    const old = await tx.quote.findFirst({
      where: { id: quoteId, storeId: actor.storeId },
      include: {
        product: { select: { kind: true, hidden: true, item: { select: { upstreamId: true } } } },
        order: { select: { id: true } },
      },
    });
    if (!old)
      throw new AppError(
        'not_found',
        'quote_not_found',
        'This offer does not exist. Choose what you want to buy again.',
      );
    if (old.order) throw new AppError('conflict', 'order_exists', 'An order was already placed with this offer.');
    const { productId, licence, ip, licname } = old;
    const { kind, hidden, item } = old.product;
    const addons = readQuantities(old.addons);
    const held = await sellable(tx, old.publishedPriceListId, productId, addons);
    if (old.expiresAt > now && !(await isOvertaken(tx, held, addons))) return old.id;
    const list = await newestList(tx, actor.storeId);
    const options = list && !hidden ? await sellable(tx, list.id, productId, addons) : [];
    if (!list || options.length === 0)
      throw new AppError('conflict', 'not_sold', 'This is not sold here any more. Nothing was charged.');
    const wanted = { productId, listId: list.id, kind, upstreamId: item.upstreamId, licence, ip, licname, addons };
    const result = await quote(tx, actor.storeId, wanted, now);
    if (result.kind === 'quoted') return result.quoteId;
    throw alreadyThere(kind, result.problem === 'already_owned' ? 'owned' : 'being_bought');
  });
}
