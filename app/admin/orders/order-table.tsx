import Link from 'next/link';
import type { ReactNode } from 'react';
import { OrderState } from '#components/admin/order-state.tsx';
import { Table, Td, Th } from '#components/ui/table.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { formatAmount, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import type { OrderRow } from '#lib/orders/list-orders.ts';

export function OrderTable({
  caption,
  rows,
  now,
}: {
  caption: string;
  rows: readonly OrderRow[];
  now: Date;
}): ReactNode {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>Order</Th>
          <Th>State</Th>
          <Th>Product</Th>
          <Th>Licence</Th>
          <Th>Customer</Th>
          <Th figure>Amount</Th>
          <Th figure>Placed</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="hover:bg-sunken">
            <Td className="whitespace-nowrap">
              <Link
                href={`/admin/orders/${row.id}`}
                className="font-medium text-accent underline-offset-2 hover:underline"
              >
                {row.number}
              </Link>
            </Td>
            <Td>
              <OrderState status={row.status} fulfilment={row.fulfilmentStatus} />
            </Td>
            <Td className="whitespace-nowrap">
              {row.name} <span className="text-muted">{formatPeriod(row.period)}</span>
            </Td>
            <Td className="font-mono">{row.licence}</Td>
            <Td>{row.customerEmail}</Td>
            <Td figure>{formatAmount(row.total, row.currency, PAGE_LOCALE)}</Td>
            <Td figure className="text-muted">
              <RelativeTime at={row.createdAt} now={now} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
