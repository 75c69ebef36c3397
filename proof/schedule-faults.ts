import type { Random } from './random.ts';
import type { Fault } from './supplier.ts';

/** What an upstream does wrong whatever it is asked, as often as it stands here. */
const ANY = [
  'drop-before',
  'drop-after',
  'hold',
  'http-500',
  'http-500-after',
  'http-502',
  'http-502-after',
  'html',
  'html-after',
  'garbage',
  'garbage-before',
  'truncated',
  'truncated-before',
] as const;
const WRITES = [
  ...ANY,
  'drop-after',
  'hold',
  'hold',
  'hold',
  'hold',
  'hold',
  'low-balance',
  'bad-ip',
  'error-envelope',
] as const;
const READS = [
  ...ANY,
  ...ANY,
  'stale-list',
  'stale-list',
  'stale-list',
  'stale-list',
  'duplicate-rows',
  'bad-ip',
] as const;

/** How far a list may lag behind. */
const STALE_UP_TO_MS = 5 * 60_000;

/** How an upstream is disposed during a schedule: how often it fails at writes and reads, and whether its lists lag behind. */
export type Mood = { readonly writes: number; readonly reads: number; readonly lags: boolean };

/** The mood of a schedule. */
export function chooseMood(random: Random): Mood {
  return { writes: random.pick([0.3, 0.6, 0.9]), reads: random.pick([0.1, 0.3, 0.6]), lags: random.chance(0.4) };
}

/** What the next request meets, if anything: one thing where it is a write, another where it is a read. */
export function chooseFaults(random: Random, mood: Mood): readonly Fault[] {
  const write: readonly Fault[] = random.chance(mood.writes)
    ? [{ func: '*', fault: random.pick(WRITES), submitOnly: true, times: 1 }]
    : [];
  if (!random.chance(mood.reads)) return write;
  const fault = mood.lags && random.chance(0.7) ? 'stale-list' : random.pick(READS);
  const staleMs = fault === 'stale-list' ? { staleMs: 1 + random.below(STALE_UP_TO_MS) } : {};
  return [...write, { func: '*', fault, times: 1, ...staleMs }];
}

/** The faults in words. */
export function faultWords(faults: readonly Fault[]): string {
  return faults.map(({ fault, submitOnly }) => `, ${submitOnly ? 'a write' : 'a read'} meets ${fault}`).join('');
}
