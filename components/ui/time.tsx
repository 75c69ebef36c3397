import type { ReactNode } from 'react';
import { formatClock, formatInstant, formatRelative, PAGE_LOCALE } from '#lib/format.ts';

/** How long ago, with the exact instant and zone on hover and for screen readers. */
export function RelativeTime({ at, now }: { at: Date; now: Date }): ReactNode {
  const exact = formatInstant(at, PAGE_LOCALE);
  return (
    <time dateTime={at.toISOString()} title={exact}>
      {formatRelative(at, now, PAGE_LOCALE)}
      <span className="sr-only"> ({exact})</span>
    </time>
  );
}

/** The time of the day, with the date on hover and for screen readers. */
export function ClockTime({ at }: { at: Date }): ReactNode {
  const exact = formatInstant(at, PAGE_LOCALE);
  return (
    <time dateTime={at.toISOString()} title={exact}>
      <span aria-hidden="true">{formatClock(at, PAGE_LOCALE)}</span>
      <span className="sr-only">{exact}</span>
    </time>
  );
}
