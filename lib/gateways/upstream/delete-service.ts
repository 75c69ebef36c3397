import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { Done } from './done.ts';
import { done } from './done.ts';
import type { UpstreamKind } from './export-price-list.ts';
import type { WriteOutcome } from './outcome.ts';

/** Deletes a service at the upstream. Whether money comes back is not told (protocol.md 8). */
export function deleteService(
  connection: UpstreamConnection,
  kind: UpstreamKind,
  id: string,
): Promise<WriteOutcome<Done>> {
  return write(connection, { func: `${kind}.delete`, params: { elid: id, sok: 'ok' }, reply: done });
}
