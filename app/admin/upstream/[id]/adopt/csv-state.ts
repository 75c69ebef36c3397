import type { LineResult } from '#lib/adoption/adopt-by-csv.ts';

type Lines = {
  readonly counts: Readonly<Record<LineResult['outcome'], number>>;
  /** The refused ones first; cut, because all of it travels with each form. */
  readonly shown: readonly LineResult[];
};

/** What the form for files shows after it was sent. */
export type CsvState =
  | { readonly status: 'idle' }
  | { readonly status: 'refused'; readonly message: string }
  | ({ readonly status: 'previewed' | 'done'; readonly mark: string } & Lines);

const SHOWN = 100;

/** Counts lines by what came of them, and picks those to show. */
export function describeLines(lines: readonly LineResult[]): Lines {
  const counts = { ready: 0, adopted: 0, already: 0, refused: 0 };
  for (const { outcome } of lines) counts[outcome] += 1;
  const refused = lines.filter(({ outcome }) => outcome === 'refused');
  const rest = lines.filter(({ outcome }) => outcome !== 'refused');
  return { counts, shown: [...refused, ...rest].slice(0, SHOWN) };
}
