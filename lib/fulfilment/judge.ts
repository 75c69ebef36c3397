import type { AdditionRow } from '#lib/gateways/upstream/addition-row.ts';
import { isOfLicence } from '#lib/gateways/upstream/addition-row.ts';

/** What a purchase looks like in the upstream's list. `names` are those of its tariff, where the list shows no tariff id. */
export type Wanted = {
  readonly licence: string;
  readonly upstreamId: string;
  readonly period: number;
  readonly names: readonly string[];
};

/** What the list says about a write that was not answered. `unclear`: something new is there that may be it or not. */
export type Verdict =
  | { readonly kind: 'found'; readonly row: AdditionRow }
  | { readonly kind: 'several' | 'unclear'; readonly rows: readonly AdditionRow[] }
  | { readonly kind: 'nothing' };

type Write = { readonly correlation: string; readonly baselineIds: readonly string[] };

function isTariff(row: AdditionRow, wanted: Wanted): boolean {
  return row.upstreamId === null ? wanted.names.includes(row.tariffName) : row.upstreamId === wanted.upstreamId;
}

/** Rows that stand for the same module on the same licence, whatever their period; a deleted one is no longer there. */
export function sameThing(rows: readonly AdditionRow[], wanted: Wanted): readonly AdditionRow[] {
  return rows.filter((row) => row.status !== 'deleted' && isOfLicence(row, wanted.licence) && isTariff(row, wanted));
}

/** The rows that a later write of this licence may not claim: its own, and those of which the list does not say whose they are. */
export function baselineOf(rows: readonly AdditionRow[], licence: string): readonly string[] {
  return rows.filter((row) => row.licence === '' || isOfLicence(row, licence)).map((row) => row.id);
}

/**
 * Finds what a write made in the whole list. A row with the write's own remoteid is it, whatever else it shows. Else it is the
 * one row that is new since the write began, claimed by nobody, carries no remoteid, and fits. A new row of which the list
 * tells too little, or that is deleted already, leaves it unclear: that never counts as absent.
 */
export function judge(
  rows: readonly AdditionRow[],
  wanted: Wanted,
  write: Write,
  claimed: ReadonlySet<string>,
): Verdict {
  const free = rows.filter((row) => !claimed.has(row.id));
  const own = free.filter((row) => row.remoteid === write.correlation);
  const fresh = free.filter((row) => (row.remoteid ?? '') === '' && !write.baselineIds.includes(row.id));
  const fits = (row: AdditionRow): boolean =>
    (row.licence === '' || isOfLicence(row, wanted.licence)) &&
    isTariff(row, wanted) &&
    (row.period === null || row.period === wanted.period);
  const candidates = own.length > 0 ? own : fresh.filter(fits);
  const [row, another] = candidates;
  if (row && another) return { kind: 'several', rows: candidates };
  if (row) return row.status === 'deleted' ? { kind: 'unclear', rows: [row] } : { kind: 'found', row };
  const doubtful = fresh.filter(
    (each) =>
      (each.licence === '' || isOfLicence(each, wanted.licence)) &&
      (each.upstreamId === null || each.upstreamId === wanted.upstreamId),
  );
  return doubtful.length > 0 ? { kind: 'unclear', rows: doubtful } : { kind: 'nothing' };
}
