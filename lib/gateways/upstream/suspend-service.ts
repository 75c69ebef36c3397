import { write } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { Done } from './done.ts';
import { done } from './done.ts';
import type { UpstreamKind } from './export-price-list.ts';
import type { WriteOutcome } from './outcome.ts';

/** Suspends a service. A reseller account may be refused (`not_permitted`): the vendor gives it to administrators (protocol.md 7.2). Modules have no such function. */
export function suspendService(
  connection: UpstreamConnection,
  kind: Exclude<UpstreamKind, 'addition'>,
  id: string,
): Promise<WriteOutcome<Done>> {
  // Without sok, as documented.
  return write(connection, { func: `${kind}.suspend`, params: { elid: id }, reply: done });
}
