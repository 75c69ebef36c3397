import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatAddon, formatAmount, formatCost, formatDate, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import type { OrderDetail } from '#lib/orders/find-order.ts';

type Fact = readonly [label: string, value: ReactNode];

function Facts({ title, facts }: { title: string; facts: readonly Fact[] }): ReactNode {
  return (
    <section className="grid gap-2 rounded-box border border-line bg-surface p-4">
      <h2 className="font-medium">{title}</h2>
      <dl className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[auto_1fr]">
        {facts.map(([label, value], index) => (
          <div key={`${label}-${index}`} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="mb-1 min-w-0 break-words tabular-nums sm:mb-0 sm:text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const mono = (text: string): ReactNode => <span className="font-mono text-small break-all">{text}</span>;

function paymentFacts(payment: OrderDetail['payments'][number]): readonly Fact[] {
  return [
    ['State', payment.surplus ? `${payment.status}, surplus` : payment.status],
    ['Amount', formatAmount(payment.amount, payment.currency, PAGE_LOCALE)],
    ['Provider', payment.provider],
    ['Provider’s id', payment.externalId === null ? '–' : mono(payment.externalId)],
    ['Notifications', String(payment.events.length)],
    ...(payment.refund === null
      ? []
      : ([
          [
            'Refund',
            payment.refund.error === null ? payment.refund.status : `${payment.refund.status}: ${payment.refund.error}`,
          ],
          ['Refund reason', payment.refund.reason],
        ] as const)),
  ];
}

function Ledger({ order }: { order: OrderDetail }): ReactNode {
  return (
    <section className="grid gap-2 rounded-box border border-line bg-surface p-4">
      <h2 className="font-medium">Ledger</h2>
      {order.ledger.length === 0 ? <p className="text-muted">Nothing is posted yet.</p> : null}
      {order.ledger.map((posting) => (
        <div key={posting.id} className="grid gap-0.5">
          <h3 className="text-small text-muted">{posting.kind}</h3>
          {posting.entries.map((entry) => (
            <p key={entry.id} className="flex flex-wrap justify-between gap-x-4">
              {mono(entry.account)}
              <span className="ml-auto tabular-nums">{formatCost(entry.amount, entry.currency, PAGE_LOCALE)}</span>
            </p>
          ))}
        </div>
      ))}
    </section>
  );
}

function ServiceLink({ id, upstreamId }: { id: string | null; upstreamId: string | null }): ReactNode {
  if (upstreamId === null) return 'not known yet';
  if (id === null) return mono(upstreamId);
  return (
    <Link prefetch={false} href={`/admin/services/${id}`} className="text-accent underline underline-offset-2">
      {mono(upstreamId)}
    </Link>
  );
}

/** Everything about an order that is not its story: customer, payments, supplier, ledger. */
export function OrderFacts({ order }: { order: OrderDetail }): ReactNode {
  const { item } = order;
  const serviceId = item.service?.upstreamServiceId ?? item.upstreamServiceId;
  return (
    <aside aria-label="Facts" className="grid content-start gap-4">
      <Facts
        title="Customer"
        facts={[
          ['E-mail', order.customer.email],
          ['Country', order.customer.country],
          [
            'Their page',
            <Link
              prefetch={false}
              key="page"
              href={`/orders/${order.publicId}`}
              className="text-accent underline underline-offset-2"
            >
              open
            </Link>,
          ],
        ]}
      />
      {order.payments.map((payment) => (
        <Facts key={payment.id} title="Payment" facts={paymentFacts(payment)} />
      ))}
      <Facts
        title="Supplier"
        facts={[
          ['Account', item.account.name],
          ...(item.account.department === '' ? [] : ([['Department', item.account.department]] as const)),
          ['Address', mono(item.account.url)],
          ['Tariff', mono(`${item.kind} ${item.upstreamId}`)],
          ['Service', <ServiceLink key="service" id={item.service?.id ?? null} upstreamId={serviceId} />],
          ...(item.billOrderId === null ? [] : ([['Cart order', mono(item.billOrderId)]] as const)),
          ['Active until', item.service?.expiresOn ? formatDate(item.service.expiresOn, PAGE_LOCALE) : '–'],
        ]}
      />
      <Facts
        title="Price"
        facts={[
          ['Period', formatPeriod(item.period)],
          ...order.addons.map((addon) => ['Add-on', formatAddon(addon)] as const),
          ['Cost', formatCost(item.cost, item.currency, PAGE_LOCALE)],
          ...(item.upstreamCost === null || item.upstreamCurrency === null || item.upstreamCurrency === item.currency
            ? []
            : ([['Charged', formatCost(item.upstreamCost, item.upstreamCurrency, PAGE_LOCALE)]] as const)),
          ['Paid price', formatAmount(item.retail, item.currency, PAGE_LOCALE)],
          ['Margin', formatAmount(item.retail - item.cost, item.currency, PAGE_LOCALE)],
        ]}
      />
      <Ledger order={order} />
      {order.mails.length === 0 ? null : (
        <Facts
          title="Mails"
          facts={order.mails.map((mail) => [
            mail.status,
            <Link
              prefetch={false}
              key={mail.id}
              href={`/admin/mails/${mail.id}`}
              className="text-accent underline underline-offset-2"
            >
              {mail.subject}
            </Link>,
          ])}
        />
      )}
    </aside>
  );
}
