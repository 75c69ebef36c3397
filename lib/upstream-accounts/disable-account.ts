import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { db } from '#lib/platform/db.ts';
import { lockAccount } from './lock-account.ts';

/**
 * Takes an account out of use: it is neither pulled nor ordered from. Its history stays, and what is already on its way is still looked
 * up there. Accounts are never deleted: orders and services refer to them. Twice is harmless.
 */
export async function disableAccount(actor: Actor, accountId: string): Promise<void> {
  demand(actor, 'upstream:write');
  await db().$transaction(async (tx) => {
    const { enabled } = await lockAccount(tx, actor, accountId);
    if (!enabled) return;
    await tx.upstreamAccount.update({ where: { id: accountId }, data: { enabled: false } });
    await recordAudit(tx, actor, 'upstream.disabled', accountId);
  });
}
