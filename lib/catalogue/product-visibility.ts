import type { AuditEvent } from '#lib/audit/events.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { db } from '#lib/platform/db.ts';

/** Hides or shows a product of the actor's store; a repeat changes nothing and leaves no audit entry. */
export async function setVisibility(actor: Actor, productId: string, hidden: boolean): Promise<void> {
  demand(actor, 'prices:write');
  const event: AuditEvent = hidden ? 'product.hidden' : 'product.shown';
  const { storeId } = actor;
  await db().$transaction(async (tx) => {
    const { count } = await tx.product.updateMany({
      where: { id: productId, storeId, hidden: !hidden },
      data: { hidden },
    });
    if (count > 0) return recordAudit(tx, actor, event, productId, { before: { hidden: !hidden }, after: { hidden } });
    const exists = await tx.product.count({ where: { id: productId, storeId } });
    if (exists === 0) throw new AppError('not_found', 'product_not_found', 'This product is not in your store.');
  });
}
