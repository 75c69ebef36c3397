import { recordAudit } from '#lib/audit/record-audit.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { demand } from '#lib/domain/actor.ts';
import { connectionFor } from '#lib/gateways/upstream/connect.ts';
import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';
import { readBalance } from '#lib/gateways/upstream/read-balance.ts';
import { whoami } from '#lib/gateways/upstream/whoami.ts';
import { db } from '#lib/platform/db.ts';
import type { UpstreamAccount } from '#prisma/generated/client.ts';
import { balanceFindings } from './balance-findings.ts';
import { noteAnswer } from './breaker.ts';
import type { Finding } from './finding.ts';
import { bad } from './finding.ts';
import { kindFindings } from './kind-findings.ts';
import { accountNotFound } from './lock-account.ts';
import { loginFindings } from './login-findings.ts';
import { rateFinding } from './rate-finding.ts';
import { recordBalance } from './record-balance.ts';

type Checked = UpstreamAccount & { readonly store: { readonly currency: string } };

/**
 * Looks, by reads alone, whether an account can be worked with, and says what it saw in plain findings. The result is kept in the audit
 * (`upstream.checked`), a balance that was told with the account; an account that answers is no longer held back by its breaker.
 */
export async function checkConnection(actor: Actor, accountId: string, now: Date): Promise<readonly Finding[]> {
  demand(actor, 'upstream:write');
  const account = await db().upstreamAccount.findFirst({
    where: { id: accountId, storeId: actor.storeId },
    include: { store: { select: { currency: true } } },
  });
  if (!account) throw accountNotFound();
  const findings = onlyOnce(await lookAt(account, now));
  await db().$transaction((tx) =>
    recordAudit(tx, actor, 'upstream.checked', accountId, {
      after: { findings: findings.map((each) => ({ ...each })) },
    }),
  );
  return findings;
}

function openConnection(account: UpstreamAccount): UpstreamConnection | null {
  try {
    return connectionFor(account);
  } catch {
    return null;
  }
}

async function lookAt(account: Checked, now: Date): Promise<readonly Finding[]> {
  const connection = openConnection(account);
  if (connection === null) {
    const text = 'The stored password cannot be read: APP_KEY is another one than when it was stored.';
    return [bad('password', text, 'Set the password again, or give the shop its old APP_KEY back.')];
  }
  const login = loginFindings(await whoami(connection), account.url);
  if (!login.goOn) return [...login.findings, rateFinding(account, now)];
  await noteAnswer(account.id);
  const balance = await readBalance(connection, account.currency);
  if (balance.ok && (balance.value.currency ?? account.currency) === account.currency) {
    await recordBalance(account.id, balance.value.amount, now);
  }
  const findings = [...login.findings, ...balanceFindings(balance, account), rateFinding(account, now)];
  for (const kind of account.kinds) {
    const seen = await kindFindings(connection, kind, account.currency);
    findings.push(...seen.findings);
    if (!seen.goOn) break;
  }
  return findings;
}

/** Several functions may meet the same obstacle; one finding tells it. */
function onlyOnce(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter((finding, index) => findings.findIndex(({ text }) => text === finding.text) === index);
}
