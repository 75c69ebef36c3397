import { AppError } from '#lib/domain/errors.ts';
import { readCountry, readEmail } from '#lib/orders/contact.ts';
import { CSV_TOO_LONG, MAX_CSV_BYTES } from './csv-size.ts';
import { readCsv } from './read-csv.ts';

/** Whose an upstream row becomes. `country` is empty where it is not told. */
export type Entry = { readonly upstreamServiceId: string; readonly email: string; readonly country: string };

/** A line of the file: an entry, or why it is none. */
export type MappedLine =
  | { readonly line: number; readonly entry: Entry }
  | { readonly line: number; readonly upstreamServiceId: string; readonly problem: string };

const MAX_LINES = 5_000;
const MAX_COLUMNS = 50;

function firstTwice(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => {
    const isKnown = name !== '' && seen.has(name);
    seen.add(name);
    return isKnown;
  });
}

function columnsOf(header: readonly string[]) {
  if (header.length > MAX_COLUMNS) {
    throw new AppError('invalid', 'csv_columns', `At most ${MAX_COLUMNS} columns: leave the others out.`, 'csv');
  }
  const names = header.map((name) => name.trim().toLowerCase());
  const twice = firstTwice(names);
  if (twice !== undefined) throw new AppError('invalid', 'csv_columns', `The column ${twice} is there twice.`, 'csv');
  const [id, email, country] = ['upstream_id', 'email', 'country'].map((name) => names.indexOf(name));
  if (id === undefined || email === undefined || country === undefined || id < 0 || email < 0) {
    throw new AppError(
      'invalid',
      'csv_columns',
      'The first line has to name the columns upstream_id and email.',
      'csv',
    );
  }
  return { id, email, country };
}

/** One entry as typed by a person; throws an `AppError` with a sentence for what is wrong. */
export function readEntry(typed: { upstreamServiceId: string; email: string; country: string }): Entry {
  const upstreamServiceId = typed.upstreamServiceId.trim();
  if (!/^[\w-]{1,64}$/.test(upstreamServiceId)) {
    throw new AppError('invalid', 'upstream_id_invalid', 'This is no id of the supplier.', 'upstreamServiceId');
  }
  const country = typed.country.trim() === '' ? '' : readCountry(typed.country);
  return { upstreamServiceId, email: readEmail(typed.email), country };
}

/**
 * Reads a mapping of upstream services to customers: CSV with the columns upstream_id, email and, where it is known, country. Other
 * columns are left out. A line that cannot be used says why and spoils no other. Refuses the whole file with `csv_too_long`,
 * `csv_invalid`, `csv_columns`.
 */
export function readMapping(text: string): readonly MappedLine[] {
  if (Buffer.byteLength(text) > MAX_CSV_BYTES) throw new AppError('invalid', 'csv_too_long', CSV_TOO_LONG, 'csv');
  const csv = readCsv(text);
  if (!csv.ok) throw new AppError('invalid', 'csv_invalid', `Line ${csv.line}: ${csv.message}`, 'csv');
  const [header, ...records] = csv.records;
  if (!header || records.length === 0) {
    throw new AppError('invalid', 'csv_invalid', 'There is no line below the names of the columns.', 'csv');
  }
  if (records.length > MAX_LINES) {
    throw new AppError('invalid', 'csv_too_long', `At most ${MAX_LINES} lines at a time: split the file.`, 'csv');
  }
  const columns = columnsOf(header.cells);
  const seen = new Map<string, number>();
  return records.map(({ line, cells }): MappedLine => {
    const upstreamServiceId = cells[columns.id]?.trim() ?? '';
    if (cells.length !== header.cells.length) {
      const problem = `It has ${cells.length} cells, the first line ${header.cells.length}.`;
      return { line, upstreamServiceId, problem };
    }
    const before = seen.get(upstreamServiceId);
    if (before !== undefined) return { line, upstreamServiceId, problem: `This id stands on line ${before} already.` };
    seen.set(upstreamServiceId, line);
    try {
      const email = cells[columns.email] ?? '';
      return { line, entry: readEntry({ upstreamServiceId, email, country: cells[columns.country] ?? '' }) };
    } catch (error) {
      if (error instanceof AppError) return { line, upstreamServiceId, problem: error.message };
      throw error;
    }
  });
}
