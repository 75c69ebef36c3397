import type { ProductKind } from '#lib/domain/product-kind.ts';
import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';
import { eachServicePage } from '#lib/gateways/upstream/each-service-page.ts';
import { mirrorPage } from './mirror-page.ts';

const MAX_TRIES = 3;

/** All lists of the account are in the mirror, or why they are not. */
export type Reading = { readonly ok: true; readonly rows: number } | { readonly ok: false; readonly message: string };

/**
 * Reads every kind's list into the mirror, page by page, so that memory stays flat. A list that is not whole, or not answered, is
 * read up to three times; a refusal ends it. `clock` gives the run's signs of life.
 */
export async function readLists(
  connection: UpstreamConnection,
  run: { readonly id: string; readonly accountId: string },
  kinds: readonly ProductKind[],
  clock: () => Date,
): Promise<Reading> {
  let rows = 0;
  for (const kind of kinds) {
    const reading = await readKind(connection, run, kind, rows, clock);
    if (!reading.ok) return reading;
    rows += reading.rows;
  }
  return { ok: true, rows };
}

async function readKind(
  connection: UpstreamConnection,
  run: { readonly id: string; readonly accountId: string },
  kind: ProductKind,
  before: number,
  clock: () => Date,
): Promise<Reading> {
  let message = '';
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    let rows = 0;
    const read = await eachServicePage(connection, kind, async (page) => {
      rows += page.length;
      await mirrorPage(run, page, before + rows, clock());
    });
    if (read.ok && read.value.whole) return { ok: true, rows };
    message = read.ok ? `The list of services (${kind}) could not be read as a whole.` : `${kind}: ${read.message}`;
    if (!read.ok && read.error !== null) break;
  }
  return { ok: false, message };
}
