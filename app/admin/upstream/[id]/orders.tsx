import Link from 'next/link';
import type { ReactNode } from 'react';
import { OrderState } from '#components/admin/order-state.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import type { AccountOrder } from '#lib/upstream-accounts/account-orders.ts';
import { LOOKED_THROUGH } from '#lib/upstream-accounts/account-orders.ts';

/** The latest orders that went through the account. */
export function AccountOrders({ orders, now }: { orders: readonly AccountOrder[]; now: Date }): ReactNode {
  if (orders.length === 0) {
    return (
      <Empty title="None lately">None of the store’s latest {LOOKED_THROUGH} orders went through this account.</Empty>
    );
  }
  return (
    <ul className="grid rounded-box border border-line bg-surface">
      {orders.map(({ id, number, name, status, fulfilment, at }) => (
        <li
          key={`${id} ${name}`}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 last:border-b-0"
        >
          <Link
            prefetch={false}
            href={`/admin/orders/${id}`}
            className="font-medium text-accent underline-offset-2 hover:underline"
          >
            {number}
          </Link>
          <span className="min-w-0 flex-1 basis-32">{name}</span>
          <OrderState status={status} fulfilment={fulfilment} />
          <span className="text-small text-muted">
            <RelativeTime at={at} now={now} />
          </span>
        </li>
      ))}
    </ul>
  );
}
