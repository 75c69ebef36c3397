import { log } from './log.ts';

/**
 * Works on rows so that one that fails stops no other: its failure goes to `onError`, which logs it and puts the row off.
 * One row after another, or `lanes` rows at a time. Never throws.
 */
export async function eachIsolated<T>(
  rows: readonly T[],
  work: (row: T) => Promise<unknown>,
  onError: (row: T, error: unknown) => Promise<unknown> | void,
  lanes = 1,
): Promise<void> {
  const waiting = rows.values();
  const lane = async (): Promise<void> => {
    for (const row of waiting) {
      try {
        await work(row);
      } catch (error) {
        try {
          await onError(row, error);
        } catch (second) {
          log().error({ err: second }, 'a failed row could not be put off');
        }
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
