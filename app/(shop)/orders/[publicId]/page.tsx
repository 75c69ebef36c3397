import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { ReactNode } from 'react';
import { Steps } from '#components/shop/steps.tsx';
import { Alert } from '#components/ui/alert.tsx';
import {
  formatAddon,
  formatAmount,
  formatDate,
  formatInstant,
  formatPeriod,
  formatSubject,
  maskEmail,
  PAGE_LOCALE,
} from '#lib/format.ts';
import { askPayment } from '#lib/orders/ask-payment.ts';
import { findOrderStatus } from '#lib/orders/find-order-status.ts';
import type { OrderStatusView } from '#lib/orders/find-order-status.ts';
import { visitorActor } from '#lib/web/actor.ts';
import { routeId } from '#lib/web/route-id.ts';
import { KeepFresh } from '#components/keep-fresh.tsx';
import { NextStep } from './next-step.tsx';
import { PayForm } from './pay-form.tsx';
import { storyOf } from './story.ts';

type Props = {
  params: Promise<{ publicId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const load = cache(async (publicId: string): Promise<OrderStatusView> => {
  const view = await findOrderStatus(await visitorActor(), routeId(publicId));
  return view ?? notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await load((await params).publicId);
  return { title: `Order ${view.number}: ${view.item.name}` };
}

function Facts({ view, amount }: { view: OrderStatusView; amount: string }): ReactNode {
  const facts = [
    ['Order', view.number],
    ['Placed', formatInstant(view.placedAt, PAGE_LOCALE)],
    ...(view.item.licname === '' ? [] : [['Named', view.item.licname] as const]),
    ['Period', formatPeriod(view.item.period)],
    ...view.item.addons.map(
      (addon) => [formatAddon(addon), formatAmount(addon.amount, view.currency, PAGE_LOCALE)] as const,
    ),
    [view.paidAt === null ? 'To pay' : 'Paid', amount],
    ...(view.payment?.provider === 'test' && view.paidAt !== null
      ? [['Paid with', 'test payment, no real money'] as const]
      : []),
    ...(view.item.expiresOn === null || view.status !== 'completed'
      ? []
      : [['Active until', formatDate(view.item.expiresOn, PAGE_LOCALE)] as const]),
    ['E-mail', maskEmail(view.customerEmail)],
  ] as const;
  return (
    <dl className="grid grid-cols-[auto_1fr] content-start gap-x-4 gap-y-1 rounded-box border border-line bg-surface p-4">
      {facts.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 text-right break-words tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export default async function OrderPage({ params, searchParams }: Props): Promise<ReactNode> {
  const [{ publicId }, { returned }] = await Promise.all([params, searchParams]);
  const view = await load(publicId);
  const { item } = view;
  if (returned !== undefined && view.status === 'awaiting_payment')
    await askPayment(await visitorActor(), publicId, new Date());
  const amount = formatAmount(view.total, view.currency, PAGE_LOCALE);
  const story = storyOf(view, amount, returned !== undefined);
  const subject = formatSubject(item);
  const delivered = view.completedAt !== null && story.tone === 'good' && view.status === 'completed';
  return (
    <div className="grid gap-6">
      {story.final ? null : (
        <>
          <KeepFresh />
          <noscript>
            <meta httpEquiv="refresh" content="5" />
          </noscript>
        </>
      )}
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 className="text-display font-medium">
          {item.name}
          {subject === null ? null : (
            <>
              {' '}
              <span className="text-title font-normal text-muted">for {subject.what}</span>{' '}
              <span className="font-mono text-title font-normal break-all">{subject.which}</span>
            </>
          )}
        </h1>
        <p className="text-muted">order {view.number}</p>
      </header>
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_20rem]">
        <div className="grid gap-6">
          <div role="status" aria-live="polite">
            <Alert tone={story.tone} title={story.title}>
              {story.says}
            </Alert>
          </div>
          {story.pay === null ? null : (
            <PayForm
              order={publicId}
              label={story.pay === 'again' ? `Try again: pay ${amount}` : `Continue to payment: ${amount}`}
            />
          )}
          {story.steps.length === 0 ? null : <Steps steps={story.steps} />}
          {delivered ? <NextStep kind={item.kind} licenceKey={item.licenceKey} /> : null}
        </div>
        <Facts view={view} amount={amount} />
      </div>
      {view.paidAt === null ? null : (
        <p className="border-t border-line pt-4 text-small text-muted">
          Questions? Reply to the mail we sent to {maskEmail(view.customerEmail)}. This page is your receipt; it stays
          at this address.
        </p>
      )}
    </div>
  );
}
