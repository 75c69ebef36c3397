'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { useForm } from '../../use-form.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { DIFFERENCE_WORDS } from '#lib/reconciliation/difference-kinds.ts';
import type { DifferenceKind } from '#lib/reconciliation/difference-kinds.ts';
import type { DifferenceRow } from '#lib/reconciliation/list-differences.ts';
import type { AccountStanding, LastRun } from '#lib/reconciliation/standing.ts';
import { actOnDifference } from './actions.ts';
import { DifferenceActions } from './difference-actions.tsx';
import { DifferenceTable, thingOf } from './difference-table.tsx';

/** The first rows of a kind, and where the others are. */
export type Group = {
  readonly kind: DifferenceKind;
  readonly count: number;
  readonly rows: readonly DifferenceRow[];
  readonly allHref: string | null;
};

const STATES = {
  waiting: ['waiting', 'Waiting for a worker'],
  running: ['waiting', 'Reading the lists'],
  finished: ['good', 'Read'],
  failed: ['attention', 'Could not be read'],
} as const satisfies Record<LastRun['state'], readonly ['good' | 'waiting' | 'attention', string]>;

function RunState({ run, now }: { run: LastRun | null; now: Date }): ReactNode {
  if (run === null) return <Badge tone="neutral">Never read</Badge>;
  const [tone, words] = STATES[run.state];
  return (
    <>
      <Badge tone={tone}>{words}</Badge>{' '}
      <span className="text-small text-muted tabular-nums">
        <RelativeTime at={run.beganAt} now={now} />
        {run.state === 'waiting' ? '' : `, ${run.rows} rows`}
      </span>
    </>
  );
}

function Nothing({ standing, now }: { standing: AccountStanding; now: Date }): ReactNode {
  if (standing.agreedAt === null) {
    return (
      <Empty title="Not compared yet">
        The supplier’s lists are compared with your services and your ledger each night, and when you press “Run now”.
      </Empty>
    );
  }
  return (
    <Empty title="Everything agrees">
      Your services, the supplier’s lists and your ledger, compared <RelativeTime at={standing.agreedAt} now={now} />.
    </Empty>
  );
}

/** An account: its last reconciliation, and its open differences by kind with the one safe action of each. */
export function AccountSection({
  standing,
  groups,
  now,
  mayAct,
}: {
  standing: AccountStanding;
  groups: readonly Group[];
  now: Date;
  mayAct: boolean;
}): ReactNode {
  const form = useForm(actOnDifference);
  const { run } = standing;
  const isUnderWay = run?.state === 'running' || run?.state === 'waiting';
  const isRunRefused = form.state.status === 'error' && form.state.values['deed'] === 'run';
  return (
    <section aria-labelledby={`account-${standing.id}`} className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id={`account-${standing.id}`} className="text-title font-medium">
          {standing.name}
        </h2>
        <span>
          <RunState run={run} now={now} />
        </span>
        {mayAct ? (
          <form {...form.props} className="ml-auto">
            <input type="hidden" name="deed" value="run" />
            <input type="hidden" name="account" value={standing.id} />
            <Button
              type="submit"
              aria-disabled={form.pending || isUnderWay}
              aria-label={`Run the reconciliation of ${standing.name} now`}
            >
              {isUnderWay ? 'Running …' : 'Run now'}
            </Button>
          </form>
        ) : null}
      </div>
      <p role="status" className={isRunRefused ? 'text-danger' : 'text-good'}>
        {form.state.status === 'done' || isRunRefused ? form.state.message : ''}
      </p>
      {run?.state === 'failed' ? (
        <Alert tone="attention" title="The last reconciliation could not read everything.">
          Nothing was concluded from it: what stands here is from the one before. {run.error}
        </Alert>
      ) : null}
      {groups.length === 0 ? <Nothing standing={standing} now={now} /> : null}
      {groups.map(({ kind, count, rows, allHref }) => (
        <section key={kind} aria-labelledby={`${standing.id}-${kind}`} className="grid gap-2">
          <div>
            <h3 id={`${standing.id}-${kind}`} className="font-medium">
              {DIFFERENCE_WORDS[kind].title} <span className="text-muted tabular-nums">{count}</span>
            </h3>
            <p className="text-muted">{DIFFERENCE_WORDS[kind].means}</p>
          </div>
          <DifferenceTable
            caption={`${standing.name}: ${DIFFERENCE_WORDS[kind].title}`}
            rows={rows}
            now={now}
            lastHead="What is safe"
            last={(row) =>
              mayAct ? (
                <DifferenceActions form={form} row={row} thing={thingOf(row)} />
              ) : (
                <span className="text-small text-muted">The owner decides</span>
              )
            }
          />
          {allHref === null ? null : (
            <Link
              prefetch={false}
              href={allHref}
              className="justify-self-start text-accent underline underline-offset-2"
            >
              All {count}
            </Link>
          )}
        </section>
      ))}
    </section>
  );
}
