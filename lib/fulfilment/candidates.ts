import type { AdditionRow } from '#lib/gateways/upstream/addition-row.ts';

/** What a row of the upstream's list, already narrowed to one licence, must fit. */
export type Wanted = {
  readonly upstreamId: string;
  readonly period: number;
  readonly names: readonly string[];
};

/** Rows of the same tariff, whatever their period; a deleted one is no longer there. */
export function sameThing(rows: readonly AdditionRow[], wanted: Omit<Wanted, 'period'>): readonly AdditionRow[] {
  return rows.filter(
    (row) =>
      row.status !== 'deleted' &&
      (row.upstreamId === null ? wanted.names.includes(row.tariffName) : row.upstreamId === wanted.upstreamId),
  );
}

/**
 * Rows that a write may have made: same thing and period, not in the list before the write, claimed by nobody, and not
 * carrying somebody else's remoteid. A row with the write's own remoteid beats all that carry none.
 */
export function candidates(
  rows: readonly AdditionRow[],
  wanted: Wanted,
  call: { correlation: string; baselineIds: readonly string[] },
  claimed: ReadonlySet<string>,
): readonly AdditionRow[] {
  const possible = sameThing(rows, wanted).filter(
    (row) =>
      (row.period === null || row.period === wanted.period) &&
      !call.baselineIds.includes(row.id) &&
      !claimed.has(row.id) &&
      (row.remoteid === null || row.remoteid === '' || row.remoteid === call.correlation),
  );
  const exact = possible.filter((row) => row.remoteid === call.correlation);
  return exact.length > 0 ? exact : possible;
}
