import { z } from 'zod';
import type { AdditionRow } from './addition-row.ts';
import { additionListRow } from './addition-row.ts';
import { read } from './call.ts';
import type { UpstreamConnection } from './connection.ts';
import { optionalText } from './fields.ts';
import type { Exchange, ReadOutcome } from './outcome.ts';

const PAGE_SIZE = 500;
const MAX_PAGES = 400;
const MAX_TRIES = 3;

const reply = z
  .object({ elem: z.array(additionListRow).default([]), p_elems: optionalText })
  .transform((doc) => ({ rows: doc.elem, total: /^\d{1,9}$/.test(doc.p_elems ?? '') ? Number(doc.p_elems) : null }));

type Collected = {
  readonly kind: 'whole' | 'moved';
  readonly rows: readonly AdditionRow[];
  readonly exchange: Exchange;
};
type Failure = Extract<ReadOutcome<never>, { ok: false }>;

/**
 * Every module that the account has. The list is whole or the read has failed, because a row's absence decides whether
 * something is bought again: so no filter of the upstream is trusted, and all pages are read.
 */
export async function listAdditions(connection: UpstreamConnection): Promise<ReadOutcome<readonly AdditionRow[]>> {
  let last: Collected | null = null;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const found = await collect(connection);
    if ('ok' in found) return found;
    if (found.kind === 'whole') return { ok: true, value: found.rows, exchange: found.exchange };
    last = found;
  }
  const exchange = last?.exchange ?? { request: {}, httpStatus: null, response: null, durationMs: 0 };
  const message = 'The list of modules could not be read as a whole';
  return { ok: false, reason: 'upstream_unreachable', message, error: null, exchange };
}

async function collect(connection: UpstreamConnection): Promise<Collected | Failure> {
  const rows = new Map<string, AdditionRow>();
  for (let page = 1; ; page += 1) {
    const params = { p_num: String(page), p_cnt: String(PAGE_SIZE) };
    const answer = await read(connection, { func: 'addition', params, reply, isList: true });
    if (!answer.ok) return answer;
    const { exchange } = answer;
    const before = rows.size;
    for (const row of answer.value.rows) rows.set(row.id, row);
    const result = (kind: Collected['kind']): Collected => ({ kind, rows: [...rows.values()], exchange });
    const { total } = answer.value;
    if (total === rows.size) return result('whole');
    const isLast = rows.size === before || page === MAX_PAGES;
    // A server that does not count its rows is read until a page brings nothing new: its end, or the same page again.
    if (total === null && (isLast || answer.value.rows.length < PAGE_SIZE)) {
      return result(page === MAX_PAGES && rows.size > before ? 'moved' : 'whole');
    }
    if (isLast || (total !== null && rows.size > total)) return result('moved');
  }
}
