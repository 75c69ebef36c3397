import { AppError } from '#lib/domain/errors.ts';
import { checkIp } from '#lib/gateways/upstream/check-ip.ts';
import { connectionFor } from '#lib/gateways/upstream/connect.ts';
import { db } from '#lib/platform/db.ts';
import { takeRateLimit } from '#lib/platform/rate-limit.ts';

const TIME_LIMIT_MS = 4_000;

/** Strangers may make us ask the upstream so often a minute, in a whole store; beyond that the order itself will tell. */
const ASKED_PER_MINUTE = 60;

/**
 * Refuses with `ip_not_free` when the upstream clearly says that an ispmanager licence cannot be bought for this address. When it
 * cannot be asked, or not in time, nothing is refused: the order will tell. Not for use inside a transaction.
 */
export async function askAddress(
  wanted: {
    readonly storeId: string;
    readonly upstreamAccountId: string;
    readonly upstreamId: string;
    readonly period: number;
    readonly ip: string;
  },
  now: Date,
): Promise<void> {
  const { storeId, upstreamAccountId, upstreamId, period, ip } = wanted;
  const account = await db().upstreamAccount.findFirst({ where: { id: upstreamAccountId, storeId, enabled: true } });
  if (!account || (account.pausedUntil && account.pausedUntil > now)) return;
  if (!(await takeRateLimit(`address:${storeId}`, ASKED_PER_MINUTE, 60, now))) return;
  const connection = connectionFor(account);
  const timeoutMs = Math.min(TIME_LIMIT_MS, connection.timeoutMs);
  const answer = await checkIp({ ...connection, timeoutMs }, { upstreamId, period, ip });
  if (answer.ok || answer.reason !== 'ip_refused') return;
  const message =
    'This address already has an ispmanager licence, or the supplier does not accept it. Check the address; nothing was charged.';
  throw new AppError('conflict', 'ip_not_free', message, 'ip');
}
