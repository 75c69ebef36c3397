import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { db } from '#lib/platform/db.ts';
import { isOvertaken } from './overtaken.ts';
import type { QuoteProblem } from './request-quote.ts';
import { mayAsk, newestList, quote } from './request-quote.ts';
import { sellable } from './sellable.ts';

const SENTENCES: Partial<Record<QuoteProblem, string>> = {
  not_sold: 'This module is not sold here any more. Nothing was charged.',
  already_owned: 'This licence already has the module. Nothing was charged.',
  already_being_bought: 'The module is being bought for this licence right now. Nothing was charged.',
};

/**
 * A quote for the same module and licence at the prices of now; the same one when it still holds. Refuses with `quote_not_found`,
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
      include: { product: { select: { hidden: true } }, order: { select: { id: true } } },
    });
    if (!old)
      throw new AppError('not_found', 'quote_not_found', 'This offer does not exist. Press Buy in your panel again.');
    if (old.order) throw new AppError('conflict', 'order_exists', 'An order was already placed with this offer.');
    const held = await sellable(tx, old.publishedPriceListId, old.productId);
    if (old.expiresAt > now && !(await isOvertaken(tx, old.productId, held))) return old.id;
    const list = await newestList(tx, actor.storeId);
    const options = list && !old.product.hidden ? await sellable(tx, list.id, old.productId) : [];
    if (!list || options.length === 0) throw refusal('not_sold');
    const result = await quote(tx, actor.storeId, { productId: old.productId, listId: list.id, link: old }, now);
    if (result.kind === 'problem') throw refusal(result.problem);
    return result.quoteId;
  });
}

function refusal(problem: QuoteProblem): AppError {
  return new AppError(
    'conflict',
    problem,
    SENTENCES[problem] ?? 'This module cannot be bought now. Nothing was charged.',
  );
}
