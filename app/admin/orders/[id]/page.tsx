import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { ReactNode } from 'react';
import { OrderState } from '#components/admin/order-state.tsx';
import { KeepFresh } from '#components/keep-fresh.tsx';
import { PageHead } from '#components/admin/page-head.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { ClockTime } from '#components/ui/time.tsx';
import { Timeline, TimelineItem } from '#components/ui/timeline.tsx';
import { isAdvisedAgainst, isMoving } from '#lib/domain/fulfilment.ts';
import { formatAddon, formatAmount, formatPeriod, formatSubject, PAGE_LOCALE } from '#lib/format.ts';
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

function Misfit({ order }: { order: OrderDetail }): ReactNode {
  if (order.misfit === null) return null;
  return (
    <Alert tone="danger" title="The provider’s charge differs from this order.">
      It completed nothing. Put it right in the provider’s own pages, such as by giving the money back, then ask the
      provider again.
    </Alert>
  );
}

/** What was bought, for what, by whom, for how much. */
function Summary({ order, amount }: { order: OrderDetail; amount: string }): ReactNode {
  const { item } = order;
  const subject = formatSubject(item);
  return (
    <p className="text-lead">
      {item.name}, {formatPeriod(item.period)}
      {subject === null ? null : (
        <>
          , for {subject.what} <span className="font-mono">{subject.which}</span>
        </>
      )}
      {item.kind !== 'addition' || item.ip === '' ? null : (
        <>
          {' '}
          at <span className="font-mono">{item.ip}</span>
        </>
      )}
      {item.licname === '' ? null : `, “${item.licname}”`}
      {order.addons.length === 0 ? null : `, with ${order.addons.map(formatAddon).join(', ')}`}, by{' '}
      {order.customer.email}: <span className="font-medium tabular-nums">{amount}</span>
    </p>
  );
}

/** The payment to ask the provider about: one that does not fit, else one that nobody has finished. */
function openPaymentOf({ misfit, payments, status }: OrderDetail): string | null {
  if (misfit !== null) return misfit.id;
  const open =
    status === 'awaiting_payment' ? payments.findLast((payment) => payment.status !== 'refunded') : undefined;
  return open?.id ?? null;
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
      >
        <LinkButton href={`/admin/orders/${order.id}/replay`}>Replay</LinkButton>
        {/* A file: the router would look for a page. */}
        <a
          href={`/admin/orders/${order.id}/flight-record`}
          download
          className="inline-flex min-h-8 items-center rounded-control border border-control bg-surface px-3 font-medium hover:bg-sunken"
        >
          Flight record
        </a>
      </PageHead>
      <Summary order={order} amount={amount} />
      {order.status === 'refunding' || isMoving(item.fulfilmentStatus) ? <KeepFresh /> : null}
      <Misfit order={order} />
      <Held order={order} />
      <OrderActions
        order={order.id}
        item={item.id}
        amount={amount}
        active={item.fulfilmentStatus === 'active'}
        advisedAgainst={isAdvisedAgainst(item.reason)}
        isRefundAdvised={order.isRefundAdvised}
        openPayment={openPaymentOf(order)}
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
