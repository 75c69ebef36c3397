import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { Done } from './done.ts';
import { done } from './done.ts';
import type { WriteOutcome } from './outcome.ts';

/** Deletes a module at the upstream. Whether money comes back is not told (protocol.md 8). */
export function deleteAddition(connection: UpstreamConnection, serviceId: string): Promise<WriteOutcome<Done>> {
  return write(connection, { func: 'addition.delete', params: { elid: serviceId, sok: 'ok' }, reply: done });
}
