import type { ReactNode } from 'react';
import { ClockTime } from '#components/ui/time.tsx';
import { Timeline, TimelineItem } from '#components/ui/timeline.tsx';
import type { ReplayMove, ReplayStep, Standing } from '#lib/orders/replay.ts';

const NAMES = { order: 'Order', item: 'Item', payment: 'Payment' } as const satisfies Record<keyof Standing, string>;

function Move({ move }: { move: ReplayMove }): ReactNode {
  return (
    <li className="grid gap-0.5">
      <span>
        {NAMES[move.of]}: <span className="font-mono">{move.from ?? 'none'}</span>
        <span aria-hidden="true"> → </span>
        <span className="sr-only"> becomes </span>
        <span className="font-mono">{move.to}</span>
      </span>
      <span className="text-small text-muted">
        {move.rule} By {move.by}
        {move.isSilent ? ', without an entry of its own' : ''}.
      </span>
    </li>
  );
}

function standingText(standing: Standing): string {
  const { order, payment, item } = standing;
  return `Order ${order ?? 'none'}, payment ${payment ?? 'none'}, item ${item ?? 'none'}`;
}

/** The story step by step: what moved, from where to where, and the rule that decided. */
export function Steps({ steps }: { steps: readonly ReplayStep[] }): ReactNode {
  return (
    <section aria-labelledby="steps" className="grid min-w-0 gap-3">
      <h2 id="steps" className="text-title font-medium">
        Step by step
      </h2>
      <p className="max-w-prose text-muted">
        Each entry of the record with what it moved, and the rule of the state machine that decided.
      </p>
      <Timeline>
        {steps.map(({ entry, before, moves, after }, index) => (
          <TimelineItem
            key={index}
            tone={entry?.tone ?? 'neutral'}
            when={entry === null ? undefined : <ClockTime at={entry.at} />}
          >
            <div className="grid gap-1">
              <p>
                <span className="text-small text-muted tabular-nums">{index + 1}.</span>{' '}
                {entry?.sentence ?? 'Since the last entry.'}{' '}
                <span className="text-small text-muted">{entry?.actor ?? ''}</span>
              </p>
              {moves.length === 0 ? (
                <p className="text-small text-muted">Nothing moved. {standingText(before)}.</p>
              ) : (
                <>
                  <ul className="grid gap-1.5 border-l-2 border-line pl-3">
                    {moves.map((move) => (
                      <Move key={`${move.of}-${move.to}`} move={move} />
                    ))}
                  </ul>
                  <p className="text-small text-muted">Afterwards: {standingText(after)}.</p>
                </>
              )}
            </div>
          </TimelineItem>
        ))}
      </Timeline>
    </section>
  );
}
