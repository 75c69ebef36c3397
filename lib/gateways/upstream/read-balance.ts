import { z } from 'zod';
import { isCurable } from '#lib/domain/fulfilment.ts';
import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import { moneyText, optionalText } from './fields.ts';
import type { ReadOutcome } from './outcome.ts';
import { whoami } from './whoami.ts';

/** What the account holds; may be below zero under a credit limit. `currency` is null where the upstream does not say it. */
export type UpstreamBalance = { readonly amount: bigint; readonly currency: string | null };

const reply = z.object({
  elem: z.array(z.object({ balance: optionalText, realbalance: optionalText, currency: optionalText })).default([]),
});

/** The three places that may tell it, the most exact first; a plain client may be denied the first (protocol.md 7.5). */
const PLACES = [
  { func: 'subaccount', params: {} },
  { func: 'dashboard.info', params: { dashboard: 'info' } },
] as const;

/** Reads the balance, in `currency` where the account holds several. */
export async function readBalance(
  connection: UpstreamConnection,
  currency?: string,
): Promise<ReadOutcome<UpstreamBalance>> {
  for (const place of PLACES) {
    const answer = await read(connection, { ...place, reply });
    if (!answer.ok) {
      // Only a refusal of this function is worth another question.
      const isLoginFault = answer.reason !== 'not_permitted' && isCurable(answer.reason);
      if (answer.error === null || isLoginFault) return answer;
      continue;
    }
    const amounts = answer.value.elem.flatMap((row) => {
      const found = moneyText(row.balance ?? row.realbalance ?? '');
      return found ? [{ amount: found.amount, currency: found.currency ?? row.currency }] : [];
    });
    const value = amounts.find((each) => each.currency === currency) ?? amounts[0];
    if (value) return { ok: true, value, exchange: answer.exchange };
  }
  const user = await whoami(connection);
  if (!user.ok) return user;
  const { balance } = user.value;
  if (balance) return { ok: true, value: balance, exchange: user.exchange };
  const message = 'The upstream does not tell the balance of this account';
  return { ok: false, reason: 'not_permitted', message, error: null, exchange: user.exchange };
}
