import { expect, it } from 'vitest';
import { decodeCsv } from './decode-csv.ts';

it.each([
  ['little-endian', [0xff, 0xfe, 0x61, 0x00]],
  ['big-endian', [0xfe, 0xff, 0x00, 0x61]],
])('a file in UTF-16, %s, is refused with what to do about it', (_, bytes) => {
  expect(() => decodeCsv(Uint8Array.from(bytes))).toThrowError(
    expect.objectContaining({ fact: 'csv_encoding', message: expect.stringContaining('Save it as “CSV UTF-8”') }),
  );
});

it('a file in UTF-8 is read, with a byte order mark or without', () => {
  expect(decodeCsv(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61]))).toBe('a');
  expect(decodeCsv(new TextEncoder().encode('ä'))).toBe('ä');
  expect(decodeCsv(new Uint8Array())).toBe('');
});
