import type { Clock } from '#lib/platform/clock.ts';
import { env } from '#lib/platform/env.ts';

/** When a fast clock began: the moment it showed, the machine's moment then, and how many times as fast as the machine's it runs. */
export type Speed = { readonly start: Date; readonly since: number; readonly speed: number };

/** A fast clock. It can be put forward too, to a whole of `ms` since it began. */
export function fastClock({ start, since, speed }: Speed): { now: Clock; skip(ms: number): void } {
  let skipped = 0;
  return {
    now: () => new Date(start.getTime() + (Date.now() - since) * speed + skipped),
    skip: (ms) => {
      skipped = Math.max(skipped, ms);
    },
  };
}

/**
 * Makes this process measure by a fast clock: the time limit of upstream calls, and the age of readings. Otherwise both would be
 * longer than the leases and deadlines that the clock decides.
 */
export function measureFast(speed: number): void {
  const measure = performance.now.bind(performance);
  Reflect.set(performance, 'now', () => measure() * speed);
  const start = globalThis.setTimeout;
  const limit = env().UPSTREAM_TIMEOUT_MS;
  Reflect.set(globalThis, 'setTimeout', (run: () => void, ms?: number, ...words: unknown[]): unknown =>
    Reflect.apply(start, globalThis, [run, ms === limit ? ms / speed : ms, ...words]),
  );
}
