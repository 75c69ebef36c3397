import type { ReactNode } from 'react';
import { ClockTime } from '#components/ui/time.tsx';
import { Timeline, TimelineItem } from '#components/ui/timeline.tsx';

const TONES = { done: 'good', current: 'waiting', held: 'attention', todo: 'neutral' } as const;
const STATES = { done: 'done', current: 'in progress', held: 'held up', todo: 'to come' } as const;

type Step = { label: string; state: keyof typeof TONES; at: Date | null; says: string };

/** The way from payment to a working module, each step with its state in words for screen readers. */
export function Steps({ steps }: { steps: readonly Step[] }): ReactNode {
  return (
    <Timeline>
      {steps.map(({ label, state, at, says }) => (
        <TimelineItem
          key={label}
          tone={TONES[state]}
          current={state === 'current'}
          {...(at === null ? {} : { when: <ClockTime at={at} /> })}
        >
          <span className={state === 'todo' ? 'text-muted' : 'font-medium'}>{label}</span>
          <span className="sr-only">, {STATES[state]}</span>
          {says === '' ? null : <span className="ml-2 text-muted">{says}</span>}
        </TimelineItem>
      ))}
    </Timeline>
  );
}
