import type { ReactNode } from 'react';

const SHAPES = {
  check: <path d="M3 8.6l3.3 3.3L13.2 5" />,
  ring: <circle cx="8" cy="8" r="5.5" />,
  dot: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <circle cx="8" cy="8" r="2" fill="currentColor" stroke="none" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.7V8l2.3 1.6" />
    </>
  ),
  warning: (
    <>
      <path d="M8 2.2l6.2 11H1.8z" />
      <path d="M8 6.4v3M8 11.4v.1" />
    </>
  ),
  cross: <path d="M4 4l8 8M12 4l-8 8" />,
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.4v3.4M8 5.1v.1" />
    </>
  ),
  back: <path d="M13.5 8h-11M6.5 4l-4 4 4 4" />,
  next: <path d="M6 3.5L10.5 8 6 12.5" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="M10.4 10.4L14 14" />
    </>
  ),
  refresh: (
    <>
      <path d="M13 8a5 5 0 1 1-1.6-3.7" />
      <path d="M13.2 2v3h-3" />
    </>
  ),
  hidden: (
    <>
      <path d="M2 8c1.6-2.7 3.6-4 6-4s4.4 1.3 6 4c-1.6 2.7-3.6 4-6 4s-4.4-1.3-6-4z" />
      <path d="M3 13L13 3" />
    </>
  ),
  mail: (
    <>
      <rect x="1.8" y="3.3" width="12.4" height="9.4" rx="1.3" />
      <path d="M2.3 4.6L8 8.8l5.7-4.2" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

/** A line icon of one em. Decorative: the word beside it carries the meaning. */
export function Icon({ name, className = 'size-4' }: { name: IconName; className?: string }): ReactNode {
  return (
    <svg
      viewBox="0 0 16 16"
      className={`shrink-0 ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[name]}
    </svg>
  );
}
