/** A line of cells; `line` is where it begins, counted from one. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] };

/** The records of a text, or where it stops being CSV. */
export type Csv =
  | { readonly ok: true; readonly records: readonly CsvRecord[] }
  | { readonly ok: false; readonly line: number; readonly message: string };

const DELIMITERS = [',', ';', '\t'] as const;

/** What separates the cells: the sign that stands most often in the first line, outside quotes. */
function delimiterOf(text: string): string {
  let quoted = false;
  const counts = new Map<string, number>();
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === '\n' || sign === '\r')) break;
    else if (!quoted) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  return DELIMITERS.reduce<string>(
    (best, each) => ((counts.get(each) ?? 0) > (counts.get(best) ?? 0) ? each : best),
    ',',
  );
}

/**
 * Reads CSV (RFC 4180) strictly: cells in commas, semicolons or tabs, whichever the first line uses; quotes around whole cells, doubled
 * inside; lines ended by LF, CR LF or CR; a byte order mark is left out, so are lines without any sign.
 */
export function readCsv(source: string): Csv {
  const text = source.replace(/^\uFEFF/, '');
  const delimiter = delimiterOf(text);
  const records: CsvRecord[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const startLine = line;
    const cells: string[] = [];
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        at += 1;
        for (;;) {
          const end = text.indexOf('"', at);
          if (end === -1) return { ok: false, line: startLine, message: 'A quote is not closed.' };
          const part = text.slice(at, end);
          line += part.match(/\r\n|\r|\n/g)?.length ?? 0;
          cell += part;
          at = end + 1;
          if (text[at] !== '"') break;
          cell += '"';
          at += 1;
        }
        if (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') {
          return { ok: false, line, message: 'A sign follows a closed quote.' };
        }
      } else {
        const start = at;
        while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') {
          if (text[at] === '"') return { ok: false, line, message: 'A quote stands inside a cell that is not quoted.' };
          at += 1;
        }
        cell = text.slice(start, at);
      }
      cells.push(cell);
      if (text[at] !== delimiter) break;
      at += 1;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
    at += 1;
    line += 1;
    if (cells.length > 1 || cells[0] !== '') records.push({ line: startLine, cells });
  }
  return { ok: true, records };
}
