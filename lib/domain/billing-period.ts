/** Months; `TRIAL` is the trial (protocol.md 6.3). */
export type Period = number;

/** The protocol's length of a trial period. */
export const TRIAL: Period = -100;

/** Whether a length is one that we sell: 1–120 months or the trial. */
export function isPeriod(length: number): boolean {
  return length === TRIAL || (Number.isInteger(length) && length >= 1 && length <= 120);
}
