import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { Done } from './done.ts';
import { done } from './done.ts';
import type { UpstreamKind } from './export-price-list.ts';
import type { WriteOutcome } from './outcome.ts';

/** Switches a suspended service on again; may be refused like its suspension (protocol.md 7.2). Modules have no such function. */
export function resumeService(
  connection: UpstreamConnection,
  kind: Exclude<UpstreamKind, 'addition'>,
  id: string,
): Promise<WriteOutcome<Done>> {
  // Without sok, as documented.
  return write(connection, { func: `${kind}.resume`, params: { elid: id }, reply: done });
}
