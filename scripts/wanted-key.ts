import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';

/**
 * The key that a rotation is to change to: with `--to -` the first line of the input, null without. A key is never an argument,
 * which others on the machine could read. Throws on anything else.
 */
export async function wantedKey(args: readonly string[], input: Readable): Promise<string | null> {
  const { to } = parseArgs({ args: [...args], options: { to: { type: 'string' } } }).values;
  if (to === undefined) return null;
  if (to !== '-') throw new Error('A key is not taken as an argument');
  const key = (await text(input)).split(/\r?\n/, 1)[0]?.trim() ?? '';
  if (!/^[0-9a-f]{64}$/i.test(key)) throw new Error('A key has 64 hexadecimal digits');
  return key;
}
