/** What a call is for: new purchases are given up first, renewals last. Reads for people are never held back. */
export type CallPurpose = 'buy' | 'renew';

/** What is known of an account's health. */
export type AccountHealth = { readonly faults: number; readonly pausedUntil: Date | null };

/** So many calls in a row without a usable answer hold a purpose back. */
export const FAULTS_UNTIL_PAUSE = { buy: 5, renew: 12 } as const satisfies Record<CallPurpose, number>;

const PAUSES_MS = [30_000, 120_000, 600_000] as const;

/** Which purposes are held back now; after the pause one call may try (`pausedUntil` is moved on by who tries). */
export function isHeldBack(account: AccountHealth, purpose: CallPurpose, now: Date): boolean {
  return account.faults >= FAULTS_UNTIL_PAUSE[purpose] && account.pausedUntil !== null && account.pausedUntil > now;
}

/** Whether the breaker is open for a purpose, pause over or not: then only a trial goes through. */
export function isTripped(account: AccountHealth, purpose: CallPurpose): boolean {
  return account.faults >= FAULTS_UNTIL_PAUSE[purpose];
}

/** How long an account rests after its n-th fault in a row, in milliseconds; 0: it does not yet. */
export function pauseAfter(faults: number): number {
  const beyond = faults - FAULTS_UNTIL_PAUSE.buy;
  if (beyond < 0) return 0;
  return PAUSES_MS[Math.min(Math.floor(beyond / 3), PAUSES_MS.length - 1)] ?? 0;
}
