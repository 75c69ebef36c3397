import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { wantedKey } from './wanted-key.ts';

const KEY = 'fedcba9876543210'.repeat(4);
const NOTHING = Readable.from([]);

describe('the key that a rotation changes to', () => {
  it('is read from standard input, its first line', async () => {
    expect(await wantedKey(['--to', '-'], Readable.from([`${KEY}\r\n`, 'rest\n']))).toBe(KEY);
    expect(await wantedKey([], NOTHING)).toBeNull();
  });

  it.each([
    ['as an argument', ['--to', KEY], ''],
    ['too short', ['--to', '-'], KEY.slice(1)],
    ['of other digits', ['--to', '-'], `x${KEY.slice(1)}`],
    ['empty', ['--to', '-'], ''],
    ['without saying so', [KEY], ''],
  ])('is never taken %s', async (_, args, input) => {
    await expect(wantedKey(args, Readable.from([input]))).rejects.toThrow();
  });
});
