import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import type { MarkupRule } from '#lib/domain/price.ts';
import { db } from '#lib/platform/db.ts';
import { writePublishedAddons } from './addons.ts';
import type { ComputedPrice, LeftOutReason } from './compute-prices.ts';
import { computePrices } from './compute-prices.ts';
import { demandFreshRates } from './demand-fresh-rates.ts';
import type { VersionPrice } from './write-version.ts';
import { lockStorePrices, writeVersion } from './write-version.ts';

/** What a publication came to; `leftOut` says why each of the others is not sold. */
export type Publication = {
  readonly version: number;
  readonly published: number;
  readonly leftOut: readonly { productId: string; name: string; period: number; reason: LeftOutReason }[];
};

/**
 * Publishes the prices that the rules give now, as the next immutable version. Two at once become two versions in order.
 * Refuses with `no_default_markup`, `nothing_to_publish` and `rate_stale` (R15); what would be sold below cost is left out (R23).
 */
export async function publishPrices(
  actor: Actor,
  input: { readonly note?: string | undefined },
  now: Date,
): Promise<Publication> {
  demand(actor, 'prices:write');
  const { storeId } = actor;
  const note = (input.note ?? '').trim().slice(0, 500);
  return db().$transaction(async (tx) => {
    await lockStorePrices(tx, storeId);
    const store = await tx.store.findUniqueOrThrow({ where: { id: storeId }, select: { id: true, currency: true } });
    const hasDefault = await tx.markup.count({ where: { storeId, scopeKey: 'default' } });
    if (hasDefault === 0) {
      throw new AppError(
        'conflict',
        'no_default_markup',
        'Set the default markup first: it applies where no other rule does.',
      );
    }
    const computed = await computePrices(tx, store);
    const prices = computed.flatMap((price) => toVersionPrice(price, store.currency) ?? []);
    if (prices.length === 0) {
      throw new AppError(
        'conflict',
        'nothing_to_publish',
        'No price can be published: every product is hidden, gone, free or below cost.',
      );
    }
    const sellers = prices.map(({ upstreamAccountId }) => upstreamAccountId);
    await demandFreshRates(tx, store, sellers, now);
    const publishedBy = actor.kind === 'staff' ? actor.userId : 'system';
    const version = await writeVersion(tx, { storeId, currency: store.currency, publishedBy, note, prices }, now);
    const leftOut = computed.flatMap(({ productId, name, period, leftOut: reason }) =>
      reason === null ? [] : [{ productId, name, period, reason }],
    );
    await recordAudit(tx, actor, 'prices.published', storeId, {
      after: { version, published: prices.length, leftOut: leftOut.length, note },
    });
    return { version, published: prices.length, leftOut };
  });
}

function toVersionPrice(price: ComputedPrice, currency: string): VersionPrice | null {
  const { rule, retail } = price;
  if (price.leftOut !== null || rule === null || retail === null) return null;
  return {
    productId: price.productId,
    period: price.period,
    kind: price.kind,
    upstreamAccountId: price.upstreamAccountId,
    upstreamId: price.upstreamId,
    additionIntname: price.additionIntname,
    intname: price.intname,
    name: price.name,
    cost: price.cost,
    retail,
    currency,
    markup: asApplied(rule),
    addons: writePublishedAddons(price.addons),
  };
}

function asApplied({ scopeKey, percentBps, fixed, rounding }: MarkupRule) {
  return { scopeKey, percentBps, fixed: fixed.toString(), rounding };
}
