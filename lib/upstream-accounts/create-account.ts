import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { encryptSecret } from '#lib/platform/crypto.ts';
import { db } from '#lib/platform/db.ts';
import { newId } from '#lib/platform/ids.ts';
import { auditFacts } from './audit-facts.ts';
import { claimLogin } from './one-login.ts';
import type { AccountCurrency, AccountSettings } from './settings.ts';
import { checkedCurrency, checkedSettings, checkPassword } from './settings.ts';

/**
 * Adds an enabled upstream account to the actor's store and gives its id; nothing is asked over the network. The password is encrypted
 * under the row's id and never shown again. Refuses what `settings.ts` refuses, and a login that is known already (`login_known`).
 */
export async function createAccount(
  actor: Actor,
  input: AccountSettings & AccountCurrency & { readonly password: string },
  now: Date,
): Promise<string> {
  demand(actor, 'upstream:write');
  const { password, currency: _currency, exchangeRate: _rate, ...given } = input;
  const settings = checkedSettings(given, false);
  checkPassword(password);
  const id = newId('upa');
  await db().$transaction(async (tx) => {
    const store = await tx.store.findUniqueOrThrow({ where: { id: actor.storeId }, select: { currency: true } });
    const { currency, exchangeRate } = checkedCurrency(input, store.currency);
    await claimLogin(tx, settings, null);
    const account = await tx.upstreamAccount.create({
      data: {
        id,
        storeId: actor.storeId,
        ...settings,
        kinds: [...settings.kinds],
        passwordEncrypted: encryptSecret(password, id),
        currency,
        exchangeRate,
        exchangeRateAt: exchangeRate === null ? null : now,
        createdAt: now,
      },
    });
    await recordAudit(tx, actor, 'upstream.created', id, { after: auditFacts(account) });
  });
  return id;
}
