import { z } from 'zod';
import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import type { UpstreamKind } from './export-price-list.ts';
import { optionalText } from './fields.ts';
import type { ReadOutcome } from './outcome.ts';
import type { ServiceRow } from './service-row.ts';
import { serviceListRow } from './service-row.ts';

const PAGE_SIZE = 500;

/** Ends a server that never stops sending something new: 200,000 rows fit even when it makes its pages of 50. */
const MAX_PAGES = 4_000;

/** What one reading saw: so many different services, and whether they are all of them. */
export type ReadPages = { readonly total: number; readonly whole: boolean };

/**
 * Reads a kind's list page by page. `onPage` gets each service once, the next page is asked for when it has returned; nothing but
 * the ids is kept. `whole` is false when the number of ids is not the server's own count: then absence proves nothing.
 */
export async function eachServicePage(
  connection: UpstreamConnection,
  kind: UpstreamKind,
  onPage: (rows: readonly ServiceRow[]) => Promise<void>,
): Promise<ReadOutcome<ReadPages>> {
  const reply = z
    .object({ elem: z.array(serviceListRow(kind)).default([]), p_elems: optionalText })
    .transform((doc) => ({ rows: doc.elem, total: /^\d{1,9}$/.test(doc.p_elems ?? '') ? Number(doc.p_elems) : null }));
  const seen = new Set<string>();
  for (let page = 1; ; page += 1) {
    const params = { p_num: String(page), p_cnt: String(PAGE_SIZE) };
    const answer = await read(connection, { func: kind, params, reply, isList: true });
    if (!answer.ok) return answer;
    const { rows, total } = answer.value;
    const fresh = rows.filter(({ id }) => seen.size < seen.add(id).size);
    if (fresh.length > 0) await onPage(fresh);
    const result = (whole: boolean): ReadOutcome<ReadPages> => ({
      ok: true,
      value: { total: seen.size, whole },
      exchange: answer.exchange,
    });
    if (total === seen.size) return result(true);
    const isLast = fresh.length === 0 || page === MAX_PAGES;
    // A server that does not count its rows is read until a page brings nothing new: its end, or the same page again.
    if (total === null && (isLast || rows.length < PAGE_SIZE)) return result(fresh.length === 0 || page < MAX_PAGES);
    if (isLast || (total !== null && seen.size > total)) return result(false);
  }
}
