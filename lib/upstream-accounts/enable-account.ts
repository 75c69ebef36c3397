import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';
import { wake } from '#lib/platform/wake.ts';
import { lockAccount } from './lock-account.ts';

/** Lets an account be pulled, ordered from and renewed at again. Twice is harmless. */
export async function enableAccount(actor: Actor, accountId: string): Promise<void> {
  demand(actor, 'upstream:write');
  await db().$transaction(async (tx) => {
    const { enabled } = await lockAccount(tx, actor, accountId);
    if (enabled) return;
    await tx.upstreamAccount.update({ where: { id: accountId }, data: { enabled: true } });
    await recordAudit(tx, actor, 'upstream.enabled', accountId);
    await wake(tx, 'fulfilment');
  });
}
