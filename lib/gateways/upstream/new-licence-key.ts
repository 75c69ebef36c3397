import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { Done } from './done.ts';
import { done } from './done.ts';
import type { WriteOutcome } from './outcome.ts';

/** Makes a new key for an ispmanager licence; the old one ends. `viewService` shows it as soon as it is made (protocol.md 7.3). */
export function newLicenceKey(connection: UpstreamConnection, serviceId: string): Promise<WriteOutcome<Done>> {
  const params = { elid: serviceId, clicked_button: 'newkey', sok: 'ok' };
  return write(connection, { func: 'soft.edit', params, reply: done });
}
