import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { UNIT } from '#lib/domain/money.ts';
import type { Rounding } from '#lib/domain/price.ts';
import { ROUNDINGS } from '#lib/domain/price.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import type { MarkupTarget } from './markup-target.ts';
import { resolveTarget } from './markup-target.ts';
import { lockStorePrices } from './write-version.ts';

/** A rule to set: `percentBps` basis points, then `fixed` ten-thousandths of the store's currency, then rounding upwards. */
export type MarkupInput = {
  readonly target: MarkupTarget;
  readonly percentBps: number;
  readonly fixed: bigint;
  readonly rounding: Rounding;
};

const MIN_BPS = -9_000;
const MAX_BPS = 100_000;
const MAX_FIXED = 100_000n * UNIT;

/**
 * Sets the rule of one scope; nothing is published by it. Refuses with `percent_out_of_range`, `fixed_out_of_range`,
 * `rounding_unknown`, `product_not_found` and `item_not_found`.
 */
export async function setMarkup(actor: Actor, input: MarkupInput): Promise<void> {
  demand(actor, 'prices:write');
  const { percentBps, fixed, rounding } = input;
  if (!Number.isInteger(percentBps) || percentBps < MIN_BPS || percentBps > MAX_BPS) {
    const message = 'A percentage is between -90 and 1000, with at most two decimals.';
    throw new AppError('invalid', 'percent_out_of_range', message, 'percent');
  }
  if (fixed < -MAX_FIXED || fixed > MAX_FIXED) {
    throw new AppError('invalid', 'fixed_out_of_range', 'The fixed part is at most 100,000 either way.', 'fixed');
  }
  if (!ROUNDINGS.includes(rounding)) {
    throw new AppError('invalid', 'rounding_unknown', 'Choose one of the roundings.', 'rounding');
  }
  const { storeId } = actor;
  await db().$transaction(async (tx) => {
    // A publication that runs at the same time has either all of this change or none.
    await lockStorePrices(tx, storeId);
    const key = await resolveTarget(tx, storeId, input.target);
    const where = { storeId_scopeKey: { storeId, scopeKey: key.scopeKey } };
    const before = await tx.markup.findUnique({ where, select: { percentBps: true, fixed: true, rounding: true } });
    const values = { percentBps, fixed, rounding };
    await tx.markup.upsert({ where, create: { id: newId('mkp'), storeId, ...key, ...values }, update: values });
    await recordAudit(tx, actor, 'markup.set', key.scopeKey, {
      ...(before ? { before: { ...before, fixed: before.fixed.toString() } } : {}),
      after: { ...values, fixed: fixed.toString() },
    });
  });
}
