import { later } from '#lib/platform/clock.ts';

/** What an upstream said of an address; `untold`: it could not be asked. */
export type AddressVerdict = 'free' | 'refused' | 'untold';

const KEPT_MS = { free: 5 * 60_000, refused: 5 * 60_000, untold: 30_000 } as const satisfies Record<
  AddressVerdict,
  number
>;

/** So many verdicts are kept by one process, the oldest leaving first. */
export const MOST_VERDICTS = 1_000;

const verdicts = new Map<string, { readonly verdict: AddressVerdict; readonly until: Date }>();

/** What was said of it in the last minutes, by this process; null: it has to be asked. */
export function recallVerdict(key: string, now: Date): AddressVerdict | null {
  const known = verdicts.get(key);
  return known && known.until > now ? known.verdict : null;
}

/** Keeps what was said: an answer for five minutes, that none came for half a minute. */
export function rememberVerdict(key: string, verdict: AddressVerdict, now: Date): void {
  verdicts.delete(key);
  verdicts.set(key, { verdict, until: later(now, KEPT_MS[verdict]) });
  for (const oldest of verdicts.keys()) {
    if (verdicts.size <= MOST_VERDICTS) return;
    verdicts.delete(oldest);
  }
}
