import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PageHead } from '#components/admin/page-head.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Table, Td, Th } from '#components/ui/table.tsx';
import { may } from '#lib/domain/actor.ts';
import { formatAmount, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import type { PriceDeskRow } from '#lib/pricing/queries.ts';
import { priceDesk } from '#lib/pricing/queries.ts';
import { staffActor } from '#lib/web/actor.ts';
import { LEFT_OUT } from '../words.ts';
import { PublishForm } from './publish-form.tsx';

export const metadata: Metadata = { title: 'Publish prices' };

function Change({ row, currency }: { row: PriceDeskRow; currency: string }): ReactNode {
  const show = (amount: bigint | null): string => (amount === null ? '–' : formatAmount(amount, currency, PAGE_LOCALE));
  const next = row.leftOut === null ? row.retailNow : null;
  const before = row.retailPublished;
  const difference = next === null || before === null ? null : next - before;
  return (
    <tr>
      <Td className="font-medium">{row.name}</Td>
      <Td className="whitespace-nowrap">{formatPeriod(row.period)}</Td>
      <Td figure>{show(before)}</Td>
      <Td figure className="font-medium">
        {show(next)}
      </Td>
      <Td figure>{difference === null ? '' : `${difference > 0n ? '+' : ''}${show(difference)}`}</Td>
      <Td>
        {next === null ? (
          <Badge tone="attention">no longer sold{row.leftOut === null ? '' : `: ${LEFT_OUT[row.leftOut]}`}</Badge>
        ) : (
          <Badge tone="waiting">
            {before === null ? 'new' : difference === 0n ? 'name or add-ons' : 'other price'}
          </Badge>
        )}
      </Td>
    </tr>
  );
}

export default async function PublishPage(): Promise<ReactNode> {
  const actor = await staffActor();
  const desk = await priceDesk(actor);
  const changed = desk.rows.filter((row) => row.changed);
  const gone = desk.unpublishedChanges - changed.length;
  const label = `Publish ${desk.unpublishedChanges === 1 ? '1 change' : `${desk.unpublishedChanges} changes`}`;
  const back = (
    <Link prefetch={false} href="/admin/prices" className="text-accent underline underline-offset-2">
      Back to the prices
    </Link>
  );
  return (
    <>
      <PageHead title="Publish prices" beside={back} />
      {desk.unpublishedChanges === 0 ? (
        <Empty title="Nothing to publish">Panels and the checkout already show what the rules say.</Empty>
      ) : (
        <>
          <p className="max-w-prose">
            Panels and the checkout show these prices as soon as you publish. Offers that customers have open keep their
            price until they expire.
          </p>
          {may(actor, 'prices:write') ? (
            <PublishForm label={label} />
          ) : (
            <Alert tone="neutral">Your role can look at these changes, but not publish them.</Alert>
          )}
          <Table caption="What changes">
            <thead>
              <tr>
                <Th>Product</Th>
                <Th>Period</Th>
                <Th figure>Published</Th>
                <Th figure>New</Th>
                <Th figure>Difference</Th>
                <Th>Change</Th>
              </tr>
            </thead>
            <tbody>
              {changed.map((row) => (
                <Change key={`${row.productId}:${row.period}`} row={row} currency={desk.currency} />
              ))}
            </tbody>
          </Table>
          {gone > 0 ? (
            <p className="text-muted">
              {gone === 1 ? 'One more price' : `${gone} more prices`} of periods that the supplier no longer has will
              not be sold any more.
            </p>
          ) : null}
        </>
      )}
    </>
  );
}
