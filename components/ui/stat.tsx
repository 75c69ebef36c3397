import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Tone } from './tone.ts';
import { TONE_TEXT } from './tone.ts';

/** A figure that is a door: it leads to the rows behind it. */
export function Stat({
  label,
  value,
  note,
  href,
  tone = 'neutral',
}: {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  href: string;
  tone?: Tone;
}): ReactNode {
  return (
    <Link
      prefetch={false}
      href={href}
      className="grid content-start gap-1 rounded-box border border-line bg-surface p-4 transition-colors duration-150 hover:border-control"
    >
      <span className="text-small text-muted">{label}</span>
      <span className={`text-title font-medium tabular-nums ${tone === 'neutral' ? 'text-ink' : TONE_TEXT[tone]}`}>
        {value}
      </span>
      {note === undefined ? null : <span className="text-small text-muted">{note}</span>}
    </Link>
  );
}
