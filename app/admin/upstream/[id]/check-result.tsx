import type { ReactNode } from 'react';
import { Empty } from '#components/ui/empty.tsx';
import { Icon } from '#components/ui/icon.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { TONE_ICON, TONE_TEXT } from '#components/ui/tone.ts';
import type { Check } from '#lib/upstream-accounts/find-account.ts';

const STATES = {
  good: ['good', 'Good'],
  warning: ['attention', 'Look at this'],
  bad: ['danger', 'Does not work'],
} as const;

/** What the last connection check saw, the gravest first. */
export function CheckResult({ check, now }: { check: Check | null; now: Date }): ReactNode {
  if (check === null) {
    return <Empty title="Never checked">A check asks the supplier what this login may do. It orders nothing.</Empty>;
  }
  const order = ['bad', 'warning', 'good'];
  const findings = check.findings.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <div className="grid gap-3 rounded-box border border-line bg-surface p-4">
      <p className="text-small text-muted">
        Checked <RelativeTime at={check.at} now={now} />
      </p>
      <ul className="grid gap-3">
        {findings.map(({ topic, state, text, cure }) => {
          const [tone, word] = STATES[state];
          return (
            <li key={`${topic} ${text}`} className="flex gap-2">
              <Icon name={TONE_ICON[tone]} className={`mt-0.5 size-4 ${TONE_TEXT[tone]}`} />
              <div className="grid min-w-0 gap-0.5">
                <p>
                  <span className={`font-medium ${TONE_TEXT[tone]}`}>{word}:</span> {text}
                </p>
                {cure === null ? null : <p className="text-muted">{cure}</p>}
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
