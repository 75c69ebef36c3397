/** The shop takes forms of a megabyte, and the rest of the form needs some of it. */
export const MAX_CSV_BYTES = 900 * 1024;

/** What is said of more than that, by the browser before it sends and by the shop. */
export const CSV_TOO_LONG = 'At most 900 kB at a time: split the file.';

/** Whether a file and pasted lines, in one form, are more than the shop takes. */
export function isTooLong(fileBytes: number, pasted: string): boolean {
  return fileBytes + new TextEncoder().encode(pasted).length > MAX_CSV_BYTES;
}
