import { dateOf, endOfPeriod } from './calendar.ts';
import { KINDS } from './kinds.ts';
import type { Money } from './money.ts';
import type { State } from './state.ts';

const HORIZON_DAYS = 730;
const DAY_MS = 86_400_000;

/** What falls due: date → period of renewal → sum. */
type Due = Map<string, Map<number, Money>>;

/**
 * The first day on which the balance does not cover the renewals that are switched on, at their present cost; two years ahead when it
 * covers them all, and null when nothing renews.
 */
export function enoughMoneyTo({ services, balance }: State, now: Date): string | null {
  const due: Due = new Map();
  const today = dateOf(now);
  for (const { autoprolong, expiresOn, paidAt, cost } of KINDS.flatMap((kind) => services.live(kind))) {
    if (autoprolong === null || expiresOn === null || paidAt === null) continue;
    add(due, expiresOn < today ? today : expiresOn, autoprolong, cost);
  }
  if (due.size === 0) return null;
  let left = balance;
  for (let day = 0; day < HORIZON_DAYS; day += 1) {
    const date = dateOf(new Date(now.getTime() + day * DAY_MS));
    for (const [period, sum] of due.get(date) ?? []) {
      if (sum > left) return date;
      left -= sum;
      add(due, endOfPeriod(date, period), period, sum);
    }
  }
  return dateOf(new Date(now.getTime() + HORIZON_DAYS * DAY_MS));
}

function add(due: Due, date: string, period: number, sum: Money): void {
  const onDay = due.get(date) ?? new Map<number, Money>();
  onDay.set(period, (onDay.get(period) ?? 0n) + sum);
  due.set(date, onDay);
}
