import { z } from 'zod';
import { ok } from './fields.ts';

/** A success that has no more to say than that it was done. */
export type Done = { readonly done: true };

/** `<ok/>` without a next form: `<ok>func=…</ok>` sends a person on to another step, such as paying (protocol.md 4.3). */
export const done = z
  .object({ ok })
  .refine((doc) => doc.ok[0]?.['#text'].trim() === '')
  .transform((): Done => ({ done: true }));
