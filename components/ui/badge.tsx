import type { ReactNode } from 'react';
import type { IconName } from './icon.tsx';
import { Icon } from './icon.tsx';
import type { Tone } from './tone.ts';
import { TONE_FILL, TONE_ICON } from './tone.ts';

/** A status: icon, word, colour, in this order of importance. */
export function Badge({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }): ReactNode {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-control px-1.5 py-0.5 text-small whitespace-nowrap ${TONE_FILL[tone]}`}
    >
      <Icon name={icon ?? TONE_ICON[tone]} className="size-3.5" />
      {children}
    </span>
  );
}
