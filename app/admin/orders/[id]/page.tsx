import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { ReactNode } from 'react';
import { OrderState } from '#components/admin/order-state.tsx';
import { KeepFresh } from '#components/keep-fresh.tsx';
import { PageHead } from '#components/admin/page-head.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { ClockTime } from '#components/ui/time.tsx';
import { Timeline, TimelineItem } from '#components/ui/timeline.tsx';
import { isAdvisedAgainst, isMoving } from '#lib/domain/fulfilment.ts';
import { formatAmount, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import { findOrder } from '#lib/orders/find-order.ts';
import type { OrderDetail } from '#lib/orders/find-order.ts';
import { detailLabel, reasonWords } from '#lib/domain/reason-words.ts';
import { staffActor } from '#lib/web/actor.ts';
import { routeId } from '#lib/web/route-id.ts';
import { Evidence } from './evidence.tsx';
import { OrderFacts } from './facts.tsx';
import { OrderActions } from './order-actions.tsx';

type Props = { params: Promise<{ id: string }> };

const load = cache(
  async (id: string): Promise<OrderDetail> => (await findOrder(await staffActor(), routeId(id))) ?? notFound(),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const order = await load((await params).id);
  return { title: `Order ${order.number}` };
}

function Held({ order }: { order: OrderDetail }): ReactNode {
  const { reason, reasonDetail, fulfilmentStatus } = order.item;
  const waits =
    fulfilmentStatus === 'blocked' || fulfilmentStatus === 'needs_person' || fulfilmentStatus === 'uncertain';
  if (reason === null || !waits) return null;
  const words = reasonWords(reason);
  return (
    <Alert
      tone={fulfilmentStatus === 'needs_person' ? 'danger' : 'attention'}
      title={`${words.slice(0, 1).toUpperCase()}${words.slice(1)}`}
    >
      {reasonDetail === null ? undefined : `${detailLabel(reason)}: “${reasonDetail}”`}
    </Alert>
  );
}

export default async function OrderPage({ params }: Props): Promise<ReactNode> {
  const order = await load((await params).id);
  const { item } = order;
  const amount = formatAmount(order.total, order.currency, PAGE_LOCALE);
  return (
    <>
      <PageHead
        title={`Order ${order.number}`}
        beside={<OrderState status={order.status} fulfilment={item.fulfilmentStatus} />}
      />
      <p className="text-lead">
        {item.name}, {formatPeriod(item.period)}, for licence <span className="font-mono">{item.licence}</span>
        {item.ip === '' ? null : (
          <>
            {' '}
            at <span className="font-mono">{item.ip}</span>
          </>
        )}
        , by {order.customer.email}: <span className="font-medium tabular-nums">{amount}</span>
      </p>
      {order.status === 'refunding' || isMoving(item.fulfilmentStatus) ? <KeepFresh /> : null}
      <Held order={order} />
      <OrderActions
        order={order.id}
        item={item.id}
        amount={amount}
        active={item.fulfilmentStatus === 'active'}
        advisedAgainst={isAdvisedAgainst(item.reason)}
        unsafe={order.actions}
      />
      <div className="grid items-start gap-6 xl:grid-cols-[1fr_22rem]">
        <section aria-labelledby="story" className="grid min-w-0 gap-3">
          <h2 id="story" className="text-title font-medium">
            What happened
          </h2>
          <Timeline>
            {order.timeline.map((entry, index) => (
              <TimelineItem key={`${entry.at.getTime()}-${index}`} tone={entry.tone} when={<ClockTime at={entry.at} />}>
                <p>
                  {entry.sentence} <span className="text-small text-muted">{entry.actor}</span>
                </p>
                {entry.evidence === null ? null : <Evidence facts={entry.evidence} />}
              </TimelineItem>
            ))}
          </Timeline>
        </section>
        <OrderFacts order={order} />
      </div>
    </>
  );
}
