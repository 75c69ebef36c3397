import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from './read-csv.ts';

const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '"', ',', ';', '\t', '\n', '\r\n', '😀'), maxLength: 8 });

function write(table: readonly (readonly string[])[], delimiter: string, end: string): string {
  const quoted = (text: string): string =>
    /["\n\r,;\t]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text;
  return table.map((cells) => cells.map(quoted).join(delimiter)).join(end);
}

const cellsOf = (text: string) => {
  const csv = readCsv(text);
  return csv.ok ? csv.records.map(({ cells }) => cells) : csv;
};

describe('CSV', () => {
  it('is read as it was written, whatever separates cells and lines', () => {
    const width = 3;
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom('', '\uFEFF'),
        (rows, delimiter, end, mark) => {
          const table = [['upstream_id', 'email', 'country'], ...rows];
          expect(cellsOf(mark + write(table, delimiter, end))).toEqual(table);
          expect(cellsOf(mark + write(table, delimiter, end) + end)).toEqual(table);
        },
      ),
    );
  });

  it('never throws, and says where a text stops being CSV', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r') }), (text) => {
        const csv = readCsv(text);
        expect(csv.ok ? 1 : csv.line).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
      }),
    );
  });

  it('leaves empty lines out and keeps the numbers of the others', () => {
    expect(readCsv('a,b\n\n"1\n2",3\n\r\n4,5\n')).toEqual({
      ok: true,
      records: [
        { line: 1, cells: ['a', 'b'] },
        { line: 3, cells: ['1\n2', '3'] },
        { line: 6, cells: ['4', '5'] },
      ],
    });
  });

  it.each([
    ['a,b\n1,"2', 2, 'A quote is not closed.'],
    ['a,b\n1,"2"x', 2, 'A sign follows a closed quote.'],
    ['a,b\n1,2"', 2, 'A quote stands inside a cell that is not quoted.'],
  ])('%j is refused', (text, line, message) => {
    expect(readCsv(text)).toEqual({ ok: false, line, message });
  });
});
