/** `YYYY-MM-DD` of a calendar date, which is kept as midnight UTC. */
export function dayText(day: Date): string {
  return day.toISOString().slice(0, 10);
}

/** A calendar date from `YYYY-MM-DD`; null for anything else, such as the 31st of June. */
export function parseDay(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && dayText(day) === text ? day : null;
}

/** The day so many months later; the last one of the month where it is shorter. */
export function addMonths(day: Date, months: number): Date {
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day.getUTCDate(), last));
  return first;
}

/** Whole days from one calendar date to another; negative when it lies before. */
export function daysBetween(from: Date, to: Date): number {
  return Math.round((to.getTime() - from.getTime()) / 86_400_000);
}
