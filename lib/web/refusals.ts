import type { IncomingMessage } from 'node:http';
import { env } from '#lib/platform/env.ts';
import type { Sender } from './sender.ts';

/** Why a request goes no further: the status, a sentence, and the methods that would be answered where that is the cause. */
export type Refusal = { readonly status: 400 | 403 | 405 | 413; readonly text: string; readonly allow?: string };

/** The methods that some path answers. */
export const METHODS = 'GET, HEAD, POST, OPTIONS';
const READING = 'GET, HEAD';
const FILES = /^\/(?:_next\/.*|icon\.svg|robots\.txt|api\/health)$/;
// What Next takes for a server action when nothing else is configured.
const FORM_LIMIT = 1024 * 1024;
const NO_BOUNDARY = /^multipart\/form-data(?!.*;\s*boundary="?[^\s";])/i;

/** Whether a path can be decoded and looked up: a broken percent sign and a NUL, which PostgreSQL refuses, name nothing. */
export function namesSomething(path: string): boolean {
  try {
    return !decodeURIComponent(path).includes('\0');
  } catch {
    return false;
  }
}

/** Refuses a method that a path never answers; null where it may. */
export function refuseMethod(method: string, path: string): Refusal | null {
  const allow = FILES.test(path) ? READING : METHODS;
  return allow.split(', ').includes(method) ? null : { status: 405, text: 'There is no such method here.', allow };
}

function isOurs(origin: string, host: string): boolean {
  const from = URL.parse(origin);
  if (from === null) return false;
  return from.origin === new URL(env().publicUrl).origin || from.host === URL.parse(`${from.protocol}//${host}`)?.host;
}

/** Refuses a form for Next that another site sent (its server actions count on that), or that cannot be read; else null. */
export function refuseForm({ headers }: IncomingMessage, sender: Sender): Refusal | null {
  if (headers.origin !== undefined && !isOurs(headers.origin, sender.host)) {
    return { status: 403, text: 'A form of another site is not taken.' };
  }
  if (Number(headers['content-length'] ?? 0) > FORM_LIMIT) return { status: 413, text: 'The form is too long.' };
  if (NO_BOUNDARY.test(headers['content-type'] ?? '')) return { status: 400, text: 'The form cannot be read.' };
  return null;
}
