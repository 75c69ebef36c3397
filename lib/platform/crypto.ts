import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { env } from './env.ts';

function currentKey(): string {
  const appKey = env().APP_KEY;
  if (appKey === undefined) throw new Error('APP_KEY is not set');
  return appKey;
}

function key(purpose: string, appKey = currentKey()): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(appKey, 'hex'), '', purpose, 32));
}

/** A key for one purpose, derived from APP_KEY, as hexadecimal text. */
export function derivedKey(purpose: string): string {
  return key(purpose).toString('hex');
}

/** Encrypts a secret for storage: AES-256-GCM, bound to `context` (the row's id), under APP_KEY or another key of 64 hexadecimal digits. */
export function encryptSecret(secret: string, context: string, appKey?: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key('stored-secrets', appKey), iv);
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return ['v1', iv.toString('base64'), cipher.getAuthTag().toString('base64'), body.toString('base64')].join('.');
}

/** Gives back what `encryptSecret` made. Throws when the key, the context or the text is another. */
export function decryptSecret(stored: string, context: string, appKey?: string): string {
  const [version, iv, tag, body] = stored.split('.');
  if (version !== 'v1' || iv === undefined || tag === undefined || body === undefined) {
    throw new Error('A stored secret has an unknown form');
  }
  const decipher = createDecipheriv('aes-256-gcm', key('stored-secrets', appKey), Buffer.from(iv, 'base64'));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(Buffer.from(tag, 'base64'));
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64')), decipher.final()]).toString('utf8');
}

/** HMAC-SHA-256 of bytes under a purpose's key, hexadecimal. */
export function sign(purpose: string, bytes: string): string {
  return createHmac('sha256', key(purpose)).update(bytes).digest('hex');
}

/** Compares two texts in a time that does not tell where they differ. */
export function sameText(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
