import type { ReactNode } from 'react';
import { actionName, ChangeState } from '#components/admin/service-state.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { Timeline, TimelineItem } from '#components/ui/timeline.tsx';
import { detailLabel } from '#lib/domain/reason-words.ts';
import { isOpenChange } from '#lib/domain/service-change.ts';
import { formatAmount, formatDate, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import { changeReasonWords } from '#lib/services/change-words.ts';
import type { ServiceDetail } from '#lib/services/find-service.ts';
import type { StoryLine } from '#lib/services/stories.ts';
import { Evidence } from '../../orders/[id]/evidence.tsx';
import { ChangeActions } from './change-actions.tsx';

type Change = ServiceDetail['changes'][number];

function Story({ lines, now }: { lines: readonly StoryLine[]; now: Date }): ReactNode {
  return (
    <Timeline>
      {lines.map((line, index) => (
        <TimelineItem
          key={`${line.at.getTime()}-${index}`}
          tone={line.tone}
          when={<RelativeTime at={line.at} now={now} />}
        >
          <p>
            {line.sentence} <span className="text-small text-muted">{line.actor}</span>
          </p>
          {line.evidence === null ? null : <Evidence facts={line.evidence} />}
        </TimelineItem>
      ))}
    </Timeline>
  );
}

function whatOf(change: Change): string {
  if (change.period === null || change.periodStart === null) return '';
  return ` by ${formatPeriod(change.period)} from ${formatDate(change.periodStart, PAGE_LOCALE)}`;
}

function Held({ change }: { change: Change }): ReactNode {
  const { reason, reasonDetail, status } = change;
  if (reason === null || !isOpenChange(status)) return null;
  const words = changeReasonWords(change.action, reason);
  return (
    <Alert
      tone={status === 'needs_person' ? 'danger' : 'attention'}
      title={`${words.slice(0, 1).toUpperCase()}${words.slice(1)}`}
    >
      {reasonDetail === null ? undefined : `${detailLabel(reason)}: “${reasonDetail}”`}
    </Alert>
  );
}

function ChangeEntry({ change, now }: { change: Change; now: Date }): ReactNode {
  const currency = change.currency ?? '';
  return (
    <article aria-labelledby={change.id} className="grid gap-3 rounded-box border border-line bg-surface p-4">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h3 id={change.id} className="font-medium">
          {actionName(change.action)}
          {whatOf(change)}
        </h3>
        <ChangeState status={change.status} accepted={change.accepted} />
        <span className="text-small text-muted">
          asked by {change.requestedBy}
          {change.cost === null ? '' : `, agreed at ${formatAmount(change.cost, currency, PAGE_LOCALE)}`}
        </span>
      </div>
      <Held change={change} />
      {isOpenChange(change.status) ? (
        <ChangeActions
          change={change.id}
          price={change.askedCost === null ? null : formatAmount(change.askedCost, currency, PAGE_LOCALE)}
          unsafe={change.deeds}
        />
      ) : null}
      <Story lines={change.story} now={now} />
    </article>
  );
}

/** What was done to a service, the newest first, each with its story; then what else happened to it. */
export function Changes({ service, now }: { service: ServiceDetail; now: Date }): ReactNode {
  return (
    <section aria-labelledby="changes" className="grid min-w-0 content-start gap-3">
      <h2 id="changes" className="text-title font-medium">
        Changes
      </h2>
      {service.changes.length === 0 ? (
        <Empty title="Nothing was changed yet">Renewals and other changes show here with the supplier’s answers.</Empty>
      ) : (
        service.changes.map((change) => <ChangeEntry key={change.id} change={change} now={now} />)
      )}
      {service.otherEvents.length === 0 ? null : (
        <>
          <h2 className="mt-2 text-title font-medium">What else happened</h2>
          <Story lines={service.otherEvents} now={now} />
        </>
      )}
    </section>
  );
}
