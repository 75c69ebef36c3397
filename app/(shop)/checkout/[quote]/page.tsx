import type { Metadata } from 'next';
import Link from 'next/link';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { ReactNode } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { countryOf, listCountries } from '#lib/countries.ts';
import {
  formatAddon,
  formatAmount,
  formatBps,
  formatPeriod,
  formatRounded,
  formatSubject,
  formatThing,
  PAGE_LOCALE,
} from '#lib/format.ts';
import type { CheckoutOption, CheckoutView } from '#lib/quotes/queries.ts';
import { findCheckout } from '#lib/quotes/queries.ts';
import { visitorActor } from '#lib/web/actor.ts';
import { routeId } from '#lib/web/route-id.ts';
import { currentFlags } from '#lib/web/current-store.ts';
import { isBuyable, NotBuyable } from './not-buyable.tsx';
import type { Choice, Line } from './order-form.tsx';
import { OrderForm } from './order-form.tsx';

type Props = { params: Promise<{ quote: string }> };

const load = cache(
  async (quote: string): Promise<CheckoutView> =>
    (await findCheckout(await visitorActor(), routeId(quote), new Date())) ?? notFound(),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await load((await params).quote);
  return { title: formatThing({ ...view, name: view.productName }) };
}

function toChoice({ period, retail, monthly, savingBps }: CheckoutOption, currency: string): Choice {
  const perMonth = `${formatRounded(monthly, currency, PAGE_LOCALE)} a month`;
  const saving = savingBps >= 100 ? `, ${formatBps(Math.floor(savingBps / 100) * 100, PAGE_LOCALE)} less` : '';
  return {
    period,
    label: formatPeriod(period),
    amount: formatAmount(retail, currency, PAGE_LOCALE),
    note: period > 1 ? `${perMonth}${saving}` : '',
  };
}

/** Every option has the same add-ons: a period that lacks one of those chosen is not offered. */
function toLines({ options, productName, currency }: CheckoutView): readonly Line[] {
  const [first] = options;
  if (!first || first.lines.length === 0) return [];
  const show = (amount: bigint): string => formatAmount(amount, currency, PAGE_LOCALE);
  const amountOf = (option: CheckoutOption, id: string): bigint =>
    option.lines.find((line) => line.id === id)?.amount ?? 0n;
  return [
    { label: productName, amounts: options.map(({ base }) => show(base)) },
    ...first.lines.map((line) => ({
      label: formatAddon(line),
      amounts: options.map((option) => show(amountOf(option, line.id))),
    })),
  ];
}

function Heading({ view }: { view: CheckoutView }): ReactNode {
  const subject = formatSubject(view);
  return (
    <header className="grid gap-1">
      <h1 className="text-display font-medium">{view.productName}</h1>
      {subject === null ? null : (
        <p className="text-lead">
          for {subject.what} <span className="font-mono break-all">{subject.which}</span>
        </p>
      )}
      {view.kind !== 'addition' || view.ip === '' ? null : (
        <p className="text-muted">
          server <span className="font-mono break-all">{view.ip}</span>
        </p>
      )}
      {view.licname === '' ? null : <p className="min-w-0 break-words text-muted">named “{view.licname}”</p>}
      {view.kind === 'addition' ? null : (
        <p>
          <Link
            href={`/catalogue/${view.productId}`}
            prefetch={false}
            className="text-accent underline underline-offset-2"
          >
            Change your choice
          </Link>
        </p>
      )}
    </header>
  );
}

export default async function CheckoutPage({ params }: Props): Promise<ReactNode> {
  const [{ quote }, asked, { testPayments }] = await Promise.all([params, headers(), currentFlags()]);
  const view = await load(quote);
  if (!isBuyable(view) || !testPayments) {
    return (
      <div className="grid max-w-2xl gap-6">
        <Heading view={view} />
        {isBuyable(view) ? (
          <Alert tone="attention" title="This shop cannot take payments at the moment">
            Nothing was ordered and nothing was charged. Please write to us.
          </Alert>
        ) : (
          <NotBuyable view={view} />
        )}
      </div>
    );
  }
  return (
    <OrderForm
      quote={view.quoteId}
      choices={view.options.map((option) => toChoice(option, view.currency))}
      lines={toLines(view)}
      countries={listCountries(PAGE_LOCALE)}
      country={countryOf(asked.get('accept-language') ?? '')}
      heading={<Heading view={view} />}
      payWith="Test payment (no real money)"
    />
  );
}
