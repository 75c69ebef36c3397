import type { Actor } from '#lib/domain/actor.ts';
import { AppError } from '#lib/domain/errors.ts';
import { connectionOf } from '#lib/fulfilment/look.ts';
import { checkIp } from '#lib/gateways/upstream/check-ip.ts';
import { db } from '#lib/platform/db.ts';
import { takeRateLimit } from '#lib/platform/rate-limit.ts';
import type { UpstreamAccount } from '#prisma/generated/client.ts';
import type { AddressVerdict } from './address-memo.ts';
import { recallVerdict, rememberVerdict } from './address-memo.ts';

const TIME_LIMIT_MS = 4_000;

/** Strangers may make us ask the upstream so often a minute, in a whole store; beyond that the order itself will tell. */
const ASKED_PER_MINUTE = 60;

/** And so often from one address, so that one of them cannot use it up for all. */
const ASKED_BY_ONE = 6;

type Wanted = {
  readonly upstreamAccountId: string;
  readonly upstreamId: string;
  readonly period: number;
  readonly ip: string;
};

async function ask(account: UpstreamAccount, { upstreamId, period, ip }: Wanted): Promise<AddressVerdict> {
  const connection = connectionOf(account);
  if (!connection) return 'untold';
  const timeoutMs = Math.min(TIME_LIMIT_MS, connection.timeoutMs);
  const answer = await checkIp({ ...connection, timeoutMs }, { upstreamId, period, ip });
  if (answer.ok) return 'free';
  return answer.reason === 'ip_refused' ? 'refused' : 'untold';
}

async function verdictOn(actor: Actor, wanted: Wanted, now: Date): Promise<AddressVerdict> {
  const { storeId } = actor;
  const where = { id: wanted.upstreamAccountId, storeId, enabled: true };
  const account = await db().upstreamAccount.findFirst({ where });
  if (!account || (account.pausedUntil && account.pausedUntil > now)) return 'untold';
  const key = [account.id, wanted.upstreamId, wanted.period, wanted.ip].join(' ');
  const known = recallVerdict(key, now);
  if (known !== null) return known;
  const address = 'address' in actor ? actor.address : actor.kind;
  if (!(await takeRateLimit(`address:${storeId}:${address}`, ASKED_BY_ONE, 60, now))) return 'untold';
  if (!(await takeRateLimit(`address:${storeId}`, ASKED_PER_MINUTE, 60, now))) return 'untold';
  const verdict = await ask(account, wanted);
  rememberVerdict(key, verdict, now);
  return verdict;
}

/**
 * Refuses with `ip_not_free` when the upstream clearly says that an ispmanager licence cannot be bought for this address. When it
 * cannot be asked, not in time, or was asked too often, nothing is refused: the order will tell. A stranger's question never counts
 * against the account. Not for use inside a transaction.
 */
export async function askAddress(actor: Actor, wanted: Wanted, now: Date): Promise<void> {
  if ((await verdictOn(actor, wanted, now)) !== 'refused') return;
  const message =
    'This address already has an ispmanager licence, or the supplier does not accept it. Check the address; nothing was charged.';
  throw new AppError('conflict', 'ip_not_free', message, 'ip');
}
