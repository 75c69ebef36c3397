import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { Done } from './done.ts';
import { done } from './done.ts';
import type { WriteOutcome } from './outcome.ts';

/** Moves a service to another tariff (protocol.md 7.3). What it costs, or gives back, is not told (protocol.md 8). */
export function changePriceList(
  connection: UpstreamConnection,
  change: { readonly serviceId: string; readonly upstreamId: string; readonly period: number },
): Promise<WriteOutcome<Done>> {
  const { serviceId, upstreamId, period } = change;
  const params = { elid: serviceId, pricelist: upstreamId, period: String(period), sok: 'ok' };
  return write(connection, { func: 'service.changepricelist', params, reply: done });
}
