import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { Tone } from './tone.ts';
import { TONE_ICON, TONE_TEXT, TONE_FILL } from './tone.ts';

/** A message about the whole page: what happened, what it means, what to do. `live` announces it when it appears. */
export function Alert({
  tone,
  title,
  live = false,
  children,
}: {
  tone: Tone;
  title?: string;
  live?: boolean;
  children?: ReactNode;
}): ReactNode {
  return (
    <div role={live ? 'alert' : undefined} className={`flex gap-3 rounded-box px-4 py-3 ${TONE_FILL[tone]}`}>
      <Icon name={tone === 'neutral' ? 'info' : TONE_ICON[tone]} className={`mt-0.5 size-4 ${TONE_TEXT[tone]}`} />
      <div className="grid min-w-0 gap-1">
        {title === undefined ? null : <p className="font-medium">{title}</p>}
        {children === undefined ? null : <div className="text-ink">{children}</div>}
      </div>
    </div>
  );
}
