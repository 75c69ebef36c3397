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

const user = z.object({
  '@name': z.string().optional(),
  '@balance': z.string().optional(),
  name: optionalText,
  balance: optionalText,
});

const reply = z.object({ ok: optionalText, user: z.array(user).default([]) });

/**
 * Tests the login. An open second factor is a failure, `two_factor`, in both of its forms: `<ok>func=totp.confirm</ok>` and the
 * older error `extraconfirm`; no other call would work (protocol.md 2.3).
 */
export async function whoami(connection: UpstreamConnection): Promise<ReadOutcome<UpstreamUser>> {
  const answer = await read(connection, { func: 'whoami', params: {}, reply });
  if (!answer.ok) return answer;
  const { value, exchange } = answer;
  const failed = { ok: false, error: null, fault: null, exchange } as const;
  if (value.ok?.startsWith('func=totp.confirm')) {
    return { ...failed, reason: 'two_factor', message: 'The upstream account demands a second factor' };
  }
  const [found] = value.user;
  if (!found) return { ...failed, reason: 'upstream_unreachable', message: 'The reply to whoami names no user' };
  const name = found['@name'] ?? found.name ?? connection.username;
  return { ok: true, value: { name, balance: moneyText(found['@balance'] ?? found.balance ?? '') }, exchange };
}
