import { ipText } from '#lib/domain/ip-address.ts';
import type { ProductKind } from '#lib/domain/product-kind.ts';
import { carriesCorrelation } from '#lib/gateways/upstream/correlation-text.ts';
import type { ServiceRow } from '#lib/gateways/upstream/service-row.ts';
import { isOfLicence } from '#lib/gateways/upstream/service-row.ts';

/** What a purchase looks like in the upstream's list. `names` are those of its tariff, where the list shows no tariff id. */
export type Wanted = {
  readonly kind: ProductKind;
  readonly licence: string;
  readonly ip: string;
  readonly upstreamId: string;
  readonly period: number;
  readonly names: readonly string[];
};

/** What the list says about a write that was not answered. `unclear`: something new is there that may be it or not. */
export type Verdict =
  | { readonly kind: 'found'; readonly row: ServiceRow }
  | { readonly kind: 'several' | 'unclear'; readonly rows: readonly ServiceRow[] }
  | { readonly kind: 'nothing' };

type Write = { readonly correlation: string; readonly baselineIds: readonly string[] };

/** Every correlation of ours, as `newId` makes them: a row that carries one that is not the wanted one is another order's. */
const ANY_CORRELATION = /(?:^|[^\p{L}\p{N}_-])call_[0-9a-z]{20}(?:$|[^\p{L}\p{N}_-])/u;

function isTariff(row: ServiceRow, wanted: Wanted): boolean {
  return row.upstreamId === null ? wanted.names.includes(row.tariffName) : row.upstreamId === wanted.upstreamId;
}

/** Whether a row is for the wanted licence or address. A platform is for neither: its rows never tell. */
export function subjectFit(
  row: ServiceRow,
  wanted: Pick<Wanted, 'kind' | 'licence' | 'ip'>,
): 'same' | 'other' | 'untold' {
  if (wanted.kind === 'platform') return 'untold';
  const [told, isSame] =
    wanted.kind === 'addition'
      ? [row.licence !== '', isOfLicence(row, wanted.licence)]
      : [row.ip !== '', ipText(row.ip) === ipText(wanted.ip)];
  if (!told) return 'untold';
  return isSame ? 'same' : 'other';
}

function carries(row: ServiceRow, correlation: string): boolean {
  return (
    row.remoteid === correlation ||
    carriesCorrelation(row.licname, correlation) ||
    carriesCorrelation(row.comment, correlation)
  );
}

/** Whether a row says whose it is by a correlation, ours or another caller's. */
function isMarked(row: ServiceRow): boolean {
  return (row.remoteid ?? '') !== '' || ANY_CORRELATION.test(row.licname) || ANY_CORRELATION.test(row.comment);
}

/** Rows that stand for the same thing for the same licence or address, whatever their period; a deleted one is no longer there. */
export function sameThing(rows: readonly ServiceRow[], wanted: Wanted): readonly ServiceRow[] {
  return rows.filter((row) => row.status !== 'deleted' && subjectFit(row, wanted) === 'same' && isTariff(row, wanted));
}

/** The rows that a later write of this thing may not claim: its own, and those of which the list does not say whose they are. */
export function baselineOf(rows: readonly ServiceRow[], wanted: Wanted): readonly string[] {
  const mayBeIts = (row: ServiceRow): boolean =>
    wanted.kind === 'platform' ? row.upstreamId === null || isTariff(row, wanted) : subjectFit(row, wanted) !== 'other';
  return rows.filter(mayBeIts).map((row) => row.id);
}

/**
 * Finds what a write made in the whole list. A row with the write's own correlation (remoteid, or in its name or comment) is it,
 * whatever else it shows. Else it is the one row that is new since the write began, claimed by nobody, carries no correlation, and
 * fits. A new row of which the list tells too little, or that is deleted already, leaves it unclear: that never counts as absent.
 */
export function judge(
  rows: readonly ServiceRow[],
  wanted: Wanted,
  write: Write,
  claimed: ReadonlySet<string>,
): Verdict {
  const free = rows.filter((row) => !claimed.has(row.id));
  const own = free.filter((row) => carries(row, write.correlation));
  const fresh = free.filter((row) => !isMarked(row) && !write.baselineIds.includes(row.id));
  const fits = (row: ServiceRow): boolean =>
    subjectFit(row, wanted) !== 'other' &&
    isTariff(row, wanted) &&
    (row.period === null || row.period === wanted.period);
  const candidates = own.length > 0 ? own : fresh.filter(fits);
  const [row, another] = candidates;
  if (row && another) return { kind: 'several', rows: candidates };
  if (row) return row.status === 'deleted' ? { kind: 'unclear', rows: [row] } : { kind: 'found', row };
  const doubtful = fresh.filter(
    (each) =>
      subjectFit(each, wanted) !== 'other' && (each.upstreamId === null || each.upstreamId === wanted.upstreamId),
  );
  return doubtful.length > 0 ? { kind: 'unclear', rows: doubtful } : { kind: 'nothing' };
}
