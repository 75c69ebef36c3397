import { describe, expect, it } from 'vitest';
import { readMapping } from './read-mapping.ts';

const HEAD = 'Upstream_ID;email;Country\n';

describe('a mapping', () => {
  it('is read by the names of its columns, whatever their order and company', () => {
    expect(readMapping('note,email,upstream_id\n"a, b",Ann@Example.org,17\n')).toEqual([
      { line: 2, entry: { upstreamServiceId: '17', email: 'ann@example.org', country: '' } },
    ]);
    expect(readMapping(`\uFEFF${HEAD}17;ann@example.org;de\r\n`)).toEqual([
      { line: 2, entry: { upstreamServiceId: '17', email: 'ann@example.org', country: 'DE' } },
    ]);
  });

  it.each([
    ['17;ann@example.org', 'It has 2 cells, the first line 3.'],
    ['1 7;ann@example.org;DE', 'This is no id of the supplier.'],
    ['17;ann;DE', 'Enter an e-mail address such as name@example.org.'],
    ['17;ann@example.org;Germany', 'Choose your country.'],
    ['17;ann@example.org;XX', 'Choose your country.'],
    ['16;bob@example.org;DE', 'This id stands on line 2 already.'],
  ])('says what is wrong with the line "%s", and keeps the others', (text, problem) => {
    const lines = readMapping(`${HEAD}16;ann@example.org;DE\n${text}\n18;ann@example.org;DE\n`);
    expect(lines.map((each) => ('problem' in each ? each.problem : 'fine'))).toEqual(['fine', problem, 'fine']);
  });

  it.each([
    ['', 'csv_invalid'],
    [HEAD, 'csv_invalid'],
    ['id,email\n1,a@example.org\n', 'csv_columns'],
    ['upstream_id,email,email\n1,a@example.org,b@example.org\n', 'csv_columns'],
    [`upstream_id,email${',x'.repeat(50)}\n`.repeat(2), 'csv_columns'],
    // A search of each name among all the others took the process most of a minute.
    [`${Array.from({ length: 120_000 }, (_, index) => index).join(',')}\n1\n`, 'csv_columns'],
    [`${HEAD}"17;ann@example.org;DE\n`, 'csv_invalid'],
    [HEAD + '17;ann@example.org;DE\n'.repeat(5_001), 'csv_too_long'],
    [HEAD + 'x'.repeat(1_000_000), 'csv_too_long'],
  ])('is refused as a whole when it cannot be understood (%#)', (text, fact) => {
    expect(() => readMapping(text)).toThrowError(expect.objectContaining({ fact }));
  });
});
