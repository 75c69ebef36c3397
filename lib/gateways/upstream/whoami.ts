import { z } from 'zod';
import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import { moneyText, optionalText } from './fields.ts';
import type { ReadOutcome } from './outcome.ts';

/** Who the login is, and its balance where `whoami` tells it. */
export type UpstreamUser = {
  readonly name: string;
  readonly balance: { readonly amount: bigint; readonly currency: string | null } | null;
};

const reply = z.object({
  ok: optionalText,
  user: z.array(z.object({ '@name': z.string().optional(), '@balance': z.string().optional() })).optional(),
});

/** Tests the login. An open second factor is a failure: no other call would work (protocol.md 2.3). */
export async function whoami(connection: UpstreamConnection): Promise<ReadOutcome<UpstreamUser>> {
  const answer = await read(connection, { func: 'whoami', params: {}, reply });
  if (!answer.ok) return answer;
  const { value, exchange } = answer;
  if (value.ok?.startsWith('func=totp.confirm')) {
    const message = 'The upstream account demands a second factor';
    return { ok: false, reason: 'two_factor', message, error: null, exchange };
  }
  const user = value.user?.[0];
  if (!user) {
    const message = 'The reply to whoami names no user';
    return { ok: false, reason: 'upstream_unreachable', message, error: null, exchange };
  }
  const name = user['@name'] ?? connection.username;
  return { ok: true, value: { name, balance: moneyText(user['@balance'] ?? '') }, exchange };
}
