import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { Tone } from './tone.ts';
import { TONE_ICON, TONE_TEXT } from './tone.ts';

/** A list of events or steps, oldest first. */
export function Timeline({ children }: { children: ReactNode }): ReactNode {
  return <ol className="grid">{children}</ol>;
}

/** One line of a timeline; `when` is a time element. The last line has no thread below it. */
export function TimelineItem({
  tone,
  when,
  current = false,
  children,
}: {
  tone: Tone;
  when?: ReactNode;
  current?: boolean;
  children: ReactNode;
}): ReactNode {
  return (
    <li className="group grid grid-cols-[1rem_1fr] gap-x-3" aria-current={current ? 'step' : undefined}>
      <div className="grid grid-rows-[1.5rem_1fr] justify-items-center">
        <span className={`self-center ${TONE_TEXT[tone]}`}>
          <Icon name={current ? 'dot' : TONE_ICON[tone]} />
        </span>
        <span className="w-px bg-line group-last:hidden" />
      </div>
      <div className="flex min-w-0 flex-wrap items-baseline justify-between gap-x-4 pb-4 group-last:pb-0">
        <div className="min-w-0 flex-1 basis-64">{children}</div>
        {when === undefined ? null : (
          <span className="text-small whitespace-nowrap text-muted tabular-nums">{when}</span>
        )}
      </div>
    </li>
  );
}
