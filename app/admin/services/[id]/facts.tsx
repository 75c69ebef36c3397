import Link from 'next/link';
import type { ReactNode } from 'react';
import { formatAddon, formatCost, formatDate, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import type { ServiceDetail } from '#lib/services/find-service.ts';

type Fact = readonly [label: string, value: ReactNode];

function Facts({ title, facts }: { title: string; facts: readonly Fact[] }): ReactNode {
  return (
    <section className="grid gap-2 rounded-box border border-line bg-surface p-4">
      <h2 className="font-medium">{title}</h2>
      <dl className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[auto_1fr]">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="mb-1 min-w-0 break-words tabular-nums sm:mb-0 sm:text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const mono = (text: string): ReactNode => <span className="font-mono text-small break-all">{text}</span>;

function addonFacts({ addons, offer }: ServiceDetail): readonly Fact[] {
  const chosen = Object.entries(addons).filter(([, quantity]) => quantity > 0);
  if (chosen.length === 0) return [];
  const names = chosen.map(([id, quantity]) => {
    const listed = offer.addons.find((addon) => addon.id === id);
    return formatAddon({ name: listed?.name ?? `Add-on ${id}`, type: listed?.type ?? 'number', quantity });
  });
  return [['Add-ons', names.join(', ')]];
}

function boundFacts(service: ServiceDetail): readonly Fact[] {
  const { licence, ip, licname, licenceKey } = service;
  const texts = [
    ['Licence', licence],
    ['Server address', ip],
    ['Name', licname],
    ['Licence key', licenceKey ?? ''],
  ] as const;
  return texts.flatMap(([label, text]): Fact[] => (text === '' ? [] : [[label, mono(text)]]));
}

function Ledger({ service }: { service: ServiceDetail }): ReactNode {
  return (
    <section className="grid gap-2 rounded-box border border-line bg-surface p-4">
      <h2 className="font-medium">Renewals in the ledger</h2>
      {service.ledger.length === 0 ? <p className="text-muted">None is booked yet.</p> : null}
      {service.ledger.map((posting) => (
        <div key={posting.id} className="grid gap-0.5">
          <h3 className="text-small text-muted">{formatDate(posting.createdAt, PAGE_LOCALE)}</h3>
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

/** Everything about a service that is not its story: what it is, whose, at which supplier, and what it cost. */
export function ServiceFacts({ service }: { service: ServiceDetail }): ReactNode {
  const { order, autoprolong } = service;
  return (
    <aside aria-label="Facts" className="grid content-start gap-4">
      <Facts
        title="Service"
        facts={[
          ['Lasts until', service.expiresOn === null ? 'not told' : formatDate(service.expiresOn, PAGE_LOCALE)],
          ['Period', formatPeriod(service.period)],
          ...boundFacts(service),
          ...addonFacts(service),
          ['Supplier’s own renewal', autoprolong === null ? 'off' : `by ${formatPeriod(autoprolong)}`],
        ]}
      />
      <Facts
        title="Customer"
        facts={[
          ['E-mail', service.customer.email],
          [
            'Order',
            order === null ? (
              'adopted, never ordered here'
            ) : (
              <Link
                prefetch={false}
                href={`/admin/orders/${order.id}`}
                className="text-accent underline underline-offset-2"
              >
                {order.number}
              </Link>
            ),
          ],
        ]}
      />
      <Facts
        title="Supplier"
        facts={[
          ['Account', service.account.name],
          ['Address', mono(service.account.url)],
          ['Tariff', mono(`${service.kind} ${service.upstreamId}`)],
          ['Service', mono(service.upstreamServiceId)],
          ['A period costs us', formatCost(service.upstreamCost, service.upstreamCurrency, PAGE_LOCALE)],
        ]}
      />
      <Ledger service={service} />
    </aside>
  );
}
