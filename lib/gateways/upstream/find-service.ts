import { z } from 'zod';
import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { UpstreamKind } from './export-price-list.ts';
import type { ReadOutcome } from './outcome.ts';
import type { ServiceRow } from './service-row.ts';
import { serviceListRow } from './service-row.ts';

/**
 * One service's row of the list, asked for by a filter. A row counts only when its id is the wanted one. Null proves nothing: how the
 * upstream filters is not documented, so absence is for `listServices` to tell.
 */
export async function findService(
  connection: UpstreamConnection,
  kind: UpstreamKind,
  id: string,
): Promise<ReadOutcome<ServiceRow | null>> {
  const reply = z
    .object({ elem: z.array(serviceListRow(kind)).default([]) })
    .transform((doc) => doc.elem.find((row) => row.id === id) ?? null);
  return read(connection, { func: kind, params: { filter: 'on', id }, reply, isList: true });
}
