import { z } from 'zod';
import { isCurable } from '#lib/domain/fulfilment.ts';
import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import { moneyText, optionalText } from './fields.ts';
import type { ReadOutcome } from './outcome.ts';
import { whoami } from './whoami.ts';

/** What the account holds; may be below zero under a credit limit. */
export type UpstreamBalance = {
  /** Ten-thousandths. */
  readonly amount: bigint;
  /** Null where the upstream does not say it. */
  readonly currency: string | null;
  /** Until when the upstream thinks that it lasts, as it prints it: a date or a phrase; null where it does not say. */
  readonly enoughMoneyTo: string | null;
  /** The function that told it. */
  readonly place: 'subaccount' | 'dashboard.info' | 'whoami';
};

const row = z.object({
  balance: optionalText,
  realbalance: optionalText,
  currency: optionalText,
  enoughmoneyto: optionalText,
});

const reply = z.object({ elem: z.array(row).default([]) });

/** The places that may tell it, the most exact first; a plain client may be denied the first (protocol.md 7.5). */
const PLACES = [
  { func: 'subaccount', params: {} },
  { func: 'dashboard.info', params: { dashboard: 'info' } },
] as const;

/** Reads the balance, in `currency` where the account holds several, from the first place that this account may ask and that tells it. */
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
    const found = answer.value.elem.flatMap((each): readonly UpstreamBalance[] => {
      const money = moneyText(each.balance ?? '') ?? moneyText(each.realbalance ?? '');
      if (!money) return [];
      const { enoughmoneyto: enoughMoneyTo } = each;
      return [{ amount: money.amount, currency: money.currency ?? each.currency, enoughMoneyTo, place: place.func }];
    });
    const value = found.find((each) => each.currency === currency) ?? found[0];
    if (value) return { ok: true, value, exchange: answer.exchange };
  }
  const user = await whoami(connection);
  if (!user.ok) return user;
  const { balance } = user.value;
  if (balance) {
    return { ok: true, value: { ...balance, enoughMoneyTo: null, place: 'whoami' }, exchange: user.exchange };
  }
  const message = 'The upstream does not tell the balance of this account';
  return { ok: false, reason: 'not_permitted', message, error: null, fault: null, exchange: user.exchange };
}
