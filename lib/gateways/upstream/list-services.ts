import type { UpstreamConnection } from './connection.ts';
import { eachServicePage } from './each-service-page.ts';
import type { UpstreamKind } from './export-price-list.ts';
import type { Exchange, ReadOutcome } from './outcome.ts';
import type { ServiceRow } from './service-row.ts';

const MAX_TRIES = 3;

/**
 * Every service of a kind that the account has. The list is whole or the read has failed, because a row's absence decides whether
 * something is bought again: so no filter of the upstream is trusted, and all pages are read, up to three times.
 */
export async function listServices(
  connection: UpstreamConnection,
  kind: UpstreamKind,
): Promise<ReadOutcome<readonly ServiceRow[]>> {
  let exchange: Exchange = { request: {}, httpStatus: null, response: null, durationMs: 0 };
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const rows: ServiceRow[] = [];
    const read = await eachServicePage(connection, kind, async (page) => {
      rows.push(...page);
    });
    if (!read.ok) return read;
    if (read.value.whole) return { ok: true, value: rows, exchange: read.exchange };
    exchange = read.exchange;
  }
  const message = `The list of services (${kind}) could not be read as a whole`;
  return { ok: false, reason: 'upstream_unreachable', message, error: null, fault: null, exchange };
}
