import Link from 'next/link';
import type { ReactNode } from 'react';
import { OrderState } from '#components/admin/order-state.tsx';
import { Table, Td, Th } from '#components/ui/table.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { reasonWords } from '#lib/domain/reason-words.ts';
import { formatAmount, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import type { OrderRow } from '#lib/orders/list-orders.ts';

/** Why an order waits, in its first words. */
function Why({ row }: { row: OrderRow }): ReactNode {
  if (row.reason === null || row.status !== 'paid') return null;
  const [words = ''] = reasonWords(row.reason).split(/[.;,]/);
  return <span className="mt-0.5 block max-w-64 text-small text-muted">{words}</span>;
}

/** Orders as rows. `waits` shows why each waits, and since when its customer does, in place of the day it was placed. */
export function OrderTable({
  caption,
  rows,
  now,
  waits = false,
}: {
  caption: string;
  rows: readonly OrderRow[];
  now: Date;
  waits?: boolean;
}): ReactNode {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>Order</Th>
          <Th>State</Th>
          <Th>Product</Th>
          <Th>For</Th>
          <Th>Customer</Th>
          <Th figure>Amount</Th>
          <Th figure>{waits ? 'Waits since' : 'Placed'}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="hover:bg-sunken">
            <Td className="whitespace-nowrap">
              <Link
                prefetch={false}
                href={`/admin/orders/${row.id}`}
                className="font-medium text-accent underline-offset-2 hover:underline"
              >
                {row.number}
              </Link>
            </Td>
            <Td>
              <OrderState status={row.status} fulfilment={row.fulfilmentStatus} />
              {waits ? <Why row={row} /> : null}
            </Td>
            <Td className="whitespace-nowrap">
              {row.name} <span className="text-muted">{formatPeriod(row.period)}</span>
            </Td>
            <Td className="font-mono">{row.subject === '' ? '–' : row.subject}</Td>
            <Td>{row.customerEmail}</Td>
            <Td figure>{formatAmount(row.total, row.currency, PAGE_LOCALE)}</Td>
            <Td figure className="text-muted">
              <RelativeTime at={waits ? row.waitsSince : row.createdAt} now={now} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
