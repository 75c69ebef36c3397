/** The length that stands for a trial in price lists and orders (protocol.md 6.3). */
export const TRIAL_PERIOD = -100;

const TRIAL_DAYS = 14;
const DAY_MS = 86_400_000;

/** The calendar date of an instant, in UTC: the vendor's zone is not known (protocol.md 13, point 9). */
export function dateOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** The date one period after `from`; calendar months end on the last day where the month is shorter. */
export function endOfPeriod(from: string, period: number): string {
  const start = new Date(`${from}T00:00:00Z`);
  if (period === TRIAL_PERIOD) return dateOf(new Date(start.getTime() + TRIAL_DAYS * DAY_MS));
  const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + period, 1));
  const daysInMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(start.getUTCDate(), daysInMonth));
  return dateOf(first);
}

/** The label of a period for people; clients must not decide on it. */
export function periodLabel(period: number): string {
  const known: Record<number, string> = { [TRIAL_PERIOD]: 'trial', 1: 'monthly', 3: 'quarterly', 12: 'annual' };
  return known[period] ?? `${period} months`;
}

/** The unit behind a cost in lists, as in "12.0000 EUR / month". */
export function periodUnit(period: number): string {
  const known: Record<number, string> = { [TRIAL_PERIOD]: 'trial', 1: 'month', 12: 'year' };
  return known[period] ?? `${period} months`;
}
