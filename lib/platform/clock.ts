/** Where the present moment comes from; tests pass their own. */
export type Clock = () => Date;

/** The machine's clock. */
export const systemClock: Clock = () => new Date();

/** A moment `ms` milliseconds later. */
export function later(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
