import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { encryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import { auditFacts } from './audit-facts.ts';
import { isBusy } from './is-busy.ts';
import { lockAccount } from './lock-account.ts';
import { claimLogin } from './one-login.ts';
import type { AccountSettings } from './settings.ts';
import { checkedSettings } from './settings.ts';

/** Whether a stored password would go to another party, or as another's: the path of an address is the same machine's. */
function isOtherParty(one: Login, other: Login): boolean {
  return new URL(one.url).origin !== new URL(other.url).origin || one.username !== other.username;
}

type Login = { readonly url: string; readonly username: string };

/**
 * Changes an account's settings. Address and login stay while something is on its way there (`account_busy`): it would be looked for in
 * another account's list. Those of the sandbox always stay (`sandbox_login`). Another machine or login takes the password again
 * (`password_needed`): the stored one never goes to an address that it was not given for. An empty `password` keeps the stored one.
 * Refuses what `settings.ts` refuses, and `login_known`.
 */
export async function changeAccount(
  actor: Actor,
  accountId: string,
  given: AccountSettings,
  password: string,
): Promise<void> {
  demand(actor, 'upstream:write');
  await db().$transaction(async (tx) => {
    const account = await lockAccount(tx, actor, accountId);
    const settings = checkedSettings(given, account.isSandbox);
    const isOtherAddress = settings.url !== account.url;
    if (isOtherAddress || settings.username !== account.username) {
      const field = isOtherAddress ? 'url' : 'username';
      if (account.isSandbox) {
        const message = 'The sandbox’s address and login are set by SANDBOX_PORT.';
        throw new AppError('conflict', 'sandbox_login', message, field);
      }
      if (await isBusy(tx, accountId)) {
        const message =
          'Orders or changes are on their way through this account: address and login can change when they are settled.';
        throw new AppError('conflict', 'account_busy', message, field);
      }
      await claimLogin(tx, settings, accountId);
      if (password === '' && isOtherParty(settings, account)) {
        const message = 'Write the password again: the stored one is not sent to another address or for another login.';
        throw new AppError('invalid', 'password_needed', message, 'password');
      }
    }
    const secret = password === '' ? {} : { passwordEncrypted: encryptSecret(password, accountId) };
    const changed = await tx.upstreamAccount.update({
      where: { id: accountId },
      data: { ...settings, ...secret, kinds: [...settings.kinds] },
    });
    await recordAudit(tx, actor, 'upstream.changed', accountId, {
      before: auditFacts(account),
      after: auditFacts(changed),
    });
    if (password !== '') await recordAudit(tx, actor, 'upstream.password_set', accountId);
  });
}
