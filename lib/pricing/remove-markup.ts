import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { db } from '#lib/platform/db.ts';
import type { MarkupTarget } from './markup-target.ts';
import { resolveTarget } from './markup-target.ts';
import { lockStorePrices } from './write-version.ts';

/** Removes the rule of one scope, if it stands, so that the next wider one applies. Refuses the default with `default_stays`. */
export async function removeMarkup(actor: Actor, target: MarkupTarget): Promise<void> {
  demand(actor, 'prices:write');
  if (target.scope === 'default') {
    throw new AppError('conflict', 'default_stays', 'The default markup can be changed, but not removed.');
  }
  const { storeId } = actor;
  await db().$transaction(async (tx) => {
    await lockStorePrices(tx, storeId);
    const { scopeKey } = await resolveTarget(tx, storeId, target);
    const where = { storeId_scopeKey: { storeId, scopeKey } };
    const rule = await tx.markup.findUnique({ where, select: { percentBps: true, fixed: true, rounding: true } });
    if (!rule) return;
    await tx.markup.delete({ where });
    await recordAudit(tx, actor, 'markup.removed', scopeKey, { before: { ...rule, fixed: rule.fixed.toString() } });
  });
}
