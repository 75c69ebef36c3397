import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { ReactNode } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { countryOf, listCountries } from '#lib/countries.ts';
import { formatAmount, formatBps, formatPeriod, formatRounded, PAGE_LOCALE } from '#lib/format.ts';
import type { CheckoutOption, CheckoutView } from '#lib/quotes/queries.ts';
import { findCheckout } from '#lib/quotes/queries.ts';
import { visitorActor } from '#lib/web/actor.ts';
import { routeId } from '#lib/web/route-id.ts';
import { currentFlags } from '#lib/web/current-store.ts';
import { isBuyable, NotBuyable } from './not-buyable.tsx';
import type { Choice } from './order-form.tsx';
import { OrderForm } from './order-form.tsx';

type Props = { params: Promise<{ quote: string }> };

const load = cache(
  async (quote: string): Promise<CheckoutView> =>
    (await findCheckout(await visitorActor(), routeId(quote), new Date())) ?? notFound(),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await load((await params).quote);
  return { title: `${view.productName} for licence ${view.licence}` };
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

function Heading({ view }: { view: CheckoutView }): ReactNode {
  return (
    <header className="grid gap-1">
      <h1 className="text-display font-medium">{view.productName}</h1>
      <p className="text-lead">
        for licence <span className="font-mono">{view.licence}</span>
      </p>
      {view.ip === '' ? null : (
        <p className="text-muted">
          server <span className="font-mono">{view.ip}</span>
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
      countries={listCountries(PAGE_LOCALE)}
      country={countryOf(asked.get('accept-language') ?? '')}
      heading={<Heading view={view} />}
      payWith="Test payment (no real money)"
    />
  );
}
