import type { Actor } from '#lib/domain/actor.ts';
import type { Reason } from '#lib/domain/fulfilment.ts';
import { recordAudit } from '#lib/audit/record-audit.ts';
import { heldMail } from '#lib/mails/held-mail.ts';
import { queueMail } from '#lib/mails/queue-mail.ts';
import type { Tx } from '#lib/platform/db.ts';
import { wake } from '#lib/platform/wake.ts';

/** Puts into the audit why an item waits, and tells the account’s department, else the store, by mail: once per order and reason, in the same commit as the move. */
export async function tellHeld(
  tx: Tx,
  actor: Actor,
  item: { id: string; orderId: string; upstreamAccountId: string },
  reason: Reason,
  detail: string | null,
): Promise<void> {
  await recordAudit(tx, actor, 'fulfilment.held', item.orderId, { after: { item: item.id, reason } });
  const order = await tx.order.findUniqueOrThrow({
    where: { id: item.orderId },
    include: { store: { include: { hosts: true } }, items: true },
  });
  const { departmentEmail } = await tx.upstreamAccount.findUniqueOrThrow({
    where: { id: item.upstreamAccountId },
    select: { departmentEmail: true },
  });
  await queueMail(tx, heldMail(order, reason, detail, departmentEmail ?? order.store.supportEmail));
  await wake(tx, 'mails');
}
