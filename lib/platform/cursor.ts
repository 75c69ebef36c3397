/** Where a list goes on, as a text for the address: the last row's instant and id (keyset paging, R18). */
export function writeCursor(at: Date, id: string): string {
  return `${at.getTime().toString(36)}.${id}`;
}

/** Reads a cursor; null for none and for anything that is not one. */
export function readCursor(text: string | undefined): { at: Date; id: string } | null {
  const match = /^([0-9a-z]{1,11})\.([a-z]+_[0-9a-z]+)$/.exec(text ?? '');
  if (!match?.[1] || !match[2]) return null;
  const at = new Date(Number.parseInt(match[1], 36));
  return Number.isNaN(at.getTime()) ? null : { at, id: match[2] };
}
