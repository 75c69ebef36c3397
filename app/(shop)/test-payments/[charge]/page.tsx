import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { formatAmount, PAGE_LOCALE } from '#lib/format.ts';
import { findTestCharge } from '#lib/billing/test-payments.ts';
import { routeId } from '#lib/web/route-id.ts';
import { Choices } from './choices.tsx';

export const metadata: Metadata = { title: 'Test payment provider' };

type Charge = NonNullable<Awaited<ReturnType<typeof findTestCharge>>>;

function Settled({ charge, amount }: { charge: Charge; amount: string }): ReactNode {
  const title = {
    open: 'This payment is on its way.',
    succeeded: `${amount} is paid. You can close this tab.`,
    declined: 'This payment was declined. Nothing was charged.',
    refunded: `${amount} was given back.`,
  }[charge.status];
  return (
    <>
      <Alert tone={charge.status === 'declined' ? 'attention' : 'good'} title={title}>
        The shop goes on by itself, whether you come back or not.
      </Alert>
      <LinkButton href={charge.returnUrl} prefetch={false} size="large">
        Back to the shop
      </LinkButton>
    </>
  );
}

export default async function TestPaymentPage({ params }: { params: Promise<{ charge: string }> }): Promise<ReactNode> {
  const charge = await findTestCharge(routeId((await params).charge));
  if (!charge) notFound();
  const amount = formatAmount(charge.amount, charge.currency, PAGE_LOCALE);
  return (
    <div className="mx-auto grid max-w-xl gap-6 rounded-box border-2 border-dashed border-attention p-4 sm:p-8">
      <header className="grid gap-1">
        <p className="text-small font-medium text-attention">Test payment provider – no real money</p>
        <h1 className="text-display font-medium tabular-nums">{amount}</h1>
        <p className="text-muted">{charge.description}</p>
      </header>
      {charge.status === 'open' && charge.settlesAt === null ? (
        <Choices charge={charge.id} amount={amount} />
      ) : (
        <Settled charge={charge} amount={amount} />
      )}
    </div>
  );
}
