import { notFound } from 'next/navigation';

/** A row's id from an address; the page of what does not exist for a text that is none, before anything is asked for it. */
export function routeId(text: string): string {
  return /^[a-z0-9_]{1,100}$/.test(text) ? text : notFound();
}
