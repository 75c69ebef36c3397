import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { encryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import { lockAccount } from './lock-account.ts';
import { checkPassword } from './settings.ts';

/** Stores another password of an account, encrypted under the row's id, at any time: its list stays the same. */
export async function setAccountPassword(actor: Actor, accountId: string, password: string): Promise<void> {
  demand(actor, 'upstream:write');
  checkPassword(password);
  await db().$transaction(async (tx) => {
    await lockAccount(tx, actor, accountId);
    const passwordEncrypted = encryptSecret(password, accountId);
    await tx.upstreamAccount.update({ where: { id: accountId }, data: { passwordEncrypted } });
    await recordAudit(tx, actor, 'upstream.password_set', accountId);
  });
}
