import type { Tone } from '#components/ui/tone.ts';
import { toDecimalText } from '#lib/domain/money.ts';
import { formatAmount, formatDate, PAGE_LOCALE } from '#lib/format.ts';
import type { AccountState } from '#lib/upstream-accounts/account-state.ts';
import type { Runway } from '#lib/upstream-accounts/runway.ts';
import { coveredUntil } from '#lib/upstream-accounts/runway.ts';

/** How an account stands, in a word. */
export const STATE_WORDS = {
  off: ['neutral', 'Switched off'],
  all_held: ['danger', 'Everything waits'],
  orders_held: ['danger', 'New orders wait'],
  low: ['attention', 'Balance too low'],
  never_pulled: ['waiting', 'No price list yet'],
  pull_failed: ['attention', 'Price list not read'],
  well: ['good', 'Works'],
} as const satisfies Record<AccountState, readonly [Tone, string]>;

/** How long the balance lasts, as a sentence without its full stop. */
export function runwayWords(runway: Runway, now: Date): string {
  if (runway.renewals === 0) return 'No renewals ahead';
  if (runway.available === null) return 'Not known: the balance was never read';
  if (runway.shortOn === null) return 'Covers all renewals of the next 12 months';
  const until = coveredUntil(runway, now);
  return until === null
    ? 'Does not cover the renewals that are due today'
    : `Covers renewals until ${formatDate(until, PAGE_LOCALE)}`;
}

const SOON_MS = 14 * 24 * 60 * 60_000;

/** Whether the money ends soon, and so somebody should act. */
export function runwayTone(runway: Runway, now: Date): Tone {
  if (runway.shortOn === null || runway.available === null) return 'neutral';
  if (runway.shortOn <= now) return 'danger';
  return runway.shortOn.getTime() - now.getTime() < SOON_MS ? 'attention' : 'neutral';
}

/** A balance as people read it; an unknown one in words. */
export function balanceWords(balance: bigint | null, currency: string): string {
  return balance === null ? 'Not read yet' : formatAmount(balance, currency, PAGE_LOCALE);
}

/** An amount as it is typed into a field: two decimals, more only where they are not zero. */
export function typedAmount(amount: bigint): string {
  return toDecimalText(amount).replace(/(\.\d\d)(\d*?)0+$/, '$1$2');
}
