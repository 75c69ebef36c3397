import { expect, it } from 'vitest';
import { isTooLong, MAX_CSV_BYTES } from './csv-size.ts';

it.each([
  [MAX_CSV_BYTES, '', false],
  [MAX_CSV_BYTES - 2, 'ä', false],
  [MAX_CSV_BYTES + 1, '', true],
  [MAX_CSV_BYTES - 1, 'ä', true],
  [0, 'ä'.repeat(MAX_CSV_BYTES / 2 + 1), true],
])(
  'a form never carries more than the shop takes: %d bytes of file beside what was pasted (%#)',
  (bytes, pasted, is) => {
    expect(isTooLong(bytes, pasted)).toBe(is);
  },
);
