import type { ReactNode } from 'react';
import { PanelUpdate } from '#components/shop/panel-update.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { Table, Td, Th } from '#components/ui/table.tsx';
import { formatAmount, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import type { CheckoutView } from '#lib/quotes/queries.ts';
import { KINDS } from '../../kinds.ts';
import { RenewForm } from './renew-form.tsx';

function amountOr(amount: bigint | null, currency: string, otherwise: string): string {
  return amount === null ? otherwise : formatAmount(amount, currency, PAGE_LOCALE);
}

function difference({
  quoted,
  now,
  currency,
}: {
  quoted: bigint | null;
  now: bigint | null;
  currency: string;
}): string {
  if (quoted === null || now === null) return '';
  return `${now > quoted ? '+' : ''}${formatAmount(now - quoted, currency, PAGE_LOCALE)}`;
}

function Changes({ view }: { view: CheckoutView }): ReactNode {
  if (view.changed === null) return <p>The prices are still the same.</p>;
  const { currency } = view;
  return (
    <Table caption="Prices that changed">
      <thead>
        <tr>
          <Th>Period</Th>
          <Th figure>Then</Th>
          <Th figure>Now</Th>
          <Th figure>Difference</Th>
        </tr>
      </thead>
      <tbody>
        {view.changed.map(({ period, quoted, now }) => (
          <tr key={period}>
            <Td>{formatPeriod(period)}</Td>
            <Td figure>{amountOr(quoted, currency, 'not offered')}</Td>
            <Td figure>{amountOr(now, currency, 'no longer offered')}</Td>
            <Td figure>{difference({ quoted, now, currency })}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The shortest period that a new quote would offer, with its price. */
function cheapestNow(view: CheckoutView): { period: number; retail: bigint } | null {
  const changed = new Map((view.changed ?? []).map((each) => [each.period, each.now]));
  const kept = view.options
    .filter(({ period }) => !changed.has(period))
    .map(({ period, retail }) => ({ period, retail }));
  const fresh = [...changed].flatMap(([period, retail]) => (retail === null ? [] : [{ period, retail }]));
  return [...kept, ...fresh].toSorted((a, b) => a.period - b.period)[0] ?? null;
}

function Expired({ view }: { view: CheckoutView }): ReactNode {
  const next = cheapestNow(view);
  const title = view.expired ? 'This offer has expired' : 'The price has changed';
  if (!view.available || next === null) {
    return (
      <Alert
        tone="attention"
        title={
          view.expired ? `${title}, and this is not sold here at the moment` : 'This is not sold here at the moment'
        }
      >
        Nothing was ordered and nothing was charged. Write to us: we can tell you when it is back.
      </Alert>
    );
  }
  const label = `Continue with ${formatAmount(next.retail, view.currency, PAGE_LOCALE)} for ${formatPeriod(next.period)}`;
  return (
    <>
      <Alert tone="attention" title={title}>
        {view.expired ? 'Prices are held for a limited time.' : 'Our supplier’s price rose before you paid.'} Nothing
        was ordered and nothing was charged.
      </Alert>
      <Changes view={view} />
      <RenewForm quote={view.quoteId} label={label} />
    </>
  );
}

/** Whether the form would lead nowhere, so that the page explains instead. */
export function isBuyable(view: CheckoutView): boolean {
  return (
    view.orderPublicId === null &&
    !view.owned &&
    !view.beingBought &&
    !view.expired &&
    !view.overtaken &&
    view.options.length > 0
  );
}

/** Why this quote cannot be bought now, what it means for the money, and what to do. */
export function NotBuyable({ view }: { view: CheckoutView }): ReactNode {
  if (view.orderPublicId !== null) {
    return (
      <>
        <Alert tone="waiting" title="An order was placed with this offer">
          Its page shows how far it is. You are not charged twice for it.
        </Alert>
        <LinkButton href={`/orders/${view.orderPublicId}`} look="primary" size="large" className="justify-self-start">
          Continue your payment
        </LinkButton>
      </>
    );
  }
  if (view.owned) {
    return (
      <>
        <Alert tone="good" title={KINDS[view.kind].owned}>
          It is active. Buying it again would give you nothing, so nothing was ordered and nothing was charged.
        </Alert>
        {view.kind === 'addition' ? <PanelUpdate /> : null}
      </>
    );
  }
  if (view.beingBought) {
    return (
      <Alert tone="waiting" title={KINDS[view.kind].beingBought}>
        An order is paid and on its way, so a second one is refused and nothing was charged. Its page is in the mail we
        sent to the buyer.
      </Alert>
    );
  }
  return <Expired view={view} />;
}
