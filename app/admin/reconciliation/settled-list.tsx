import type { ReactNode } from 'react';
import { Empty } from '#components/ui/empty.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { DIFFERENCE_WORDS } from '#lib/reconciliation/difference-kinds.ts';
import type { DifferenceRow } from '#lib/reconciliation/list-differences.ts';
import { DifferenceTable } from './difference-table.tsx';

const HOW: Readonly<Record<string, string>> = {
  taken_over: 'Taken over',
  accepted: 'Accepted',
  adopted: 'Adopted',
  switched_off: 'Switched off',
  gone: 'Gone by itself',
};

/** Differences that are settled, and how. */
export function SettledList({ rows, now }: { rows: readonly DifferenceRow[]; now: Date }): ReactNode {
  if (rows.length === 0)
    return <Empty title="Nothing is settled yet">What you decide about differences stays here.</Empty>;
  return (
    <DifferenceTable
      caption="Settled differences, newest first"
      rows={rows}
      now={now}
      lastHead="Settled"
      last={(row) =>
        row.settled === null ? null : (
          <>
            {DIFFERENCE_WORDS[row.kind].title}: {HOW[row.settled.how] ?? row.settled.how}{' '}
            <span className="text-small text-muted">
              <RelativeTime at={row.settled.at} now={now} />
            </span>
            {row.settled.note === '' ? null : <span className="block text-small">{row.settled.note}</span>}
          </>
        )
      }
    />
  );
}
