import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

function text(length: number): string {
  let out = '';
  for (const byte of randomBytes(length)) out += ALPHABET.charAt(byte % 32);
  return out;
}

/** A row's id with a readable prefix, such as `ord_…`; 100 random bits. */
export function newId(prefix: string): string {
  return `${prefix}_${text(20)}`;
}

/** An address that nobody can guess; 160 random bits. */
export function newPublicId(): string {
  return text(32);
}
