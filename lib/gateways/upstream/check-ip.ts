import { z } from 'zod';
import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import { ok } from './fields.ts';
import type { ReadOutcome } from './outcome.ts';

/** An address for which a licence may be ordered. */
export type FreeIp = { readonly free: true };

const reply = z.object({ ok }).transform((): FreeIp => ({ free: true }));

/** Asks whether an address may get an ispmanager licence: `ip_refused` when it is none, has one already, or has used its trial (protocol.md 7.3). */
export async function checkIp(
  connection: UpstreamConnection,
  { upstreamId, period, ip }: { readonly upstreamId: string; readonly period: number; readonly ip: string },
): Promise<ReadOutcome<FreeIp>> {
  const params = { pricelist: upstreamId, period: String(period), ip };
  const answer = await read(connection, { func: 'soft.checkip', params, reply });
  return !answer.ok && answer.error?.type === 'exists' ? { ...answer, reason: 'ip_refused' } : answer;
}
