import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readPrivate, writePrivate } from './data-directory.ts';

const FILE = 'first-sign-in.json';

const schema = z.object({
  admin: z.object({ email: z.string(), password: z.string().nullable() }),
  panel: z.object({ login: z.string(), password: z.string() }).nullable(),
});

/** The sign-ins that the first start made; a null password was set by the operator and is stored nowhere. */
export type FirstSignIn = z.infer<typeof schema>;

/** Where the first sign-ins are kept until somebody deletes the file. */
export function firstSignInPath(dataDirectory: string): string {
  return join(dataDirectory, FILE);
}

/** The sign-ins of the first start; null when there was none here or the file has been deleted. */
export function readFirstSignIn(dataDirectory: string): FirstSignIn | null {
  const text = readPrivate(dataDirectory, FILE);
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Keeps the sign-ins of the first start. */
export function writeFirstSignIn(dataDirectory: string, signIn: FirstSignIn): void {
  writePrivate(dataDirectory, FILE, `${JSON.stringify(signIn, null, 2)}\n`);
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password that a person can read and type: four groups of four, 78 bits. */
export function newPassword(): string {
  const signs: string[] = [];
  while (signs.length < 16) {
    const byte = randomBytes(1)[0] ?? 255;
    // Bytes beyond the last whole multiple would make the first letters likelier.
    if (byte < 248) signs.push(LETTERS.charAt(byte % LETTERS.length));
  }
  return [0, 4, 8, 12].map((from) => signs.slice(from, from + 4).join('')).join('-');
}
