import type { Clock } from '#lib/platform/clock.ts';
import type { Wake } from '#lib/platform/wake.ts';

/** Bounded, repeatable work over state. Twice at once is harmless. */
export type Job = {
  readonly name: string;
  /** How long after the last round it runs again when nobody wakes it. */
  readonly everyMs: number;
  /** What wakes it early. */
  readonly wokenBy?: Wake;
  readonly run: (clock: Clock) => Promise<{ done: number; more: boolean }>;
};
