import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { Chips } from '#components/admin/chips.tsx';
import { PageHead } from '#components/admin/page-head.tsx';
import { SearchBox } from '#components/admin/search-box.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { listHeldChanges } from '#lib/orders/list-held-changes.ts';
import { listOrders } from '#lib/orders/list-orders.ts';
import { staffActor } from '#lib/web/actor.ts';
import { HeldChanges } from './held-changes.tsx';
import { OrderTable } from './order-table.tsx';

export const metadata: Metadata = { title: 'Orders' };

const querySchema = z.object({
  q: z.string().trim().max(254).optional().catch(undefined),
  status: z
    .enum(['awaiting_payment', 'paid', 'completed', 'cancelled', 'refunding', 'refunded'])
    .optional()
    .catch(undefined),
  view: z.enum(['needs_person', 'uncertain']).optional().catch(undefined),
  sort: z.enum(['oldest']).optional().catch(undefined),
  cursor: z.string().max(64).optional().catch(undefined),
});

type Filter = z.infer<typeof querySchema>;

const CHIPS: readonly { text: string; status?: Filter['status']; view?: Filter['view'] }[] = [
  { text: 'All' },
  { text: 'Need a person', view: 'needs_person' },
  { text: 'Outcome unknown', view: 'uncertain' },
  { text: 'Awaiting payment', status: 'awaiting_payment' },
  { text: 'Paid, not delivered', status: 'paid' },
  { text: 'Active', status: 'completed' },
  { text: 'Refunding', status: 'refunding' },
  { text: 'Refunded', status: 'refunded' },
  { text: 'Given up', status: 'cancelled' },
];

function addressOf(filter: Filter): string {
  const given = Object.entries(filter).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
  const query = new URLSearchParams(given).toString();
  return query === '' ? '/admin/orders' : `/admin/orders?${query}`;
}

export default async function OrdersPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}): Promise<ReactNode> {
  const [actor, query] = await Promise.all([staffActor(), searchParams]);
  const filter = querySchema.parse(query);
  const { q, status, view, sort } = filter;
  const waits = view === 'needs_person';
  const [{ rows, nextCursor }, changes] = await Promise.all([
    listOrders(actor, filter),
    waits && (q ?? '') === '' && filter.cursor === undefined ? listHeldChanges(actor, sort) : [],
  ]);
  const now = new Date();
  const keep = {
    ...(status === undefined ? {} : { status }),
    ...(view === undefined ? {} : { view }),
    ...(sort === undefined ? {} : { sort }),
  };
  const isNarrowed = (q ?? '') !== '' || status !== undefined || view !== undefined;
  return (
    <>
      <PageHead title="Orders">
        <SearchBox
          label="Search orders"
          placeholder="Order, licence, IP, e-mail, supplier id"
          value={q ?? ''}
          keep={keep}
        />
      </PageHead>
      <Chips
        label="Show"
        chips={CHIPS.map((chip) => ({
          text: chip.text,
          href: addressOf({ q, status: chip.status, view: chip.view, sort }),
          chosen: chip.status === status && chip.view === view,
        }))}
      />
      <Chips
        label="Order of the rows"
        chips={[
          { text: 'Newest first', href: addressOf({ q, status, view }), chosen: sort === undefined },
          { text: 'Oldest first', href: addressOf({ q, status, view, sort: 'oldest' }), chosen: sort === 'oldest' },
        ]}
      />
      <HeldChanges changes={changes} now={now} />
      {rows.length === 0 ? (
        isNarrowed || filter.cursor !== undefined ? (
          <Empty title={(q ?? '') === '' ? 'No order is in this state' : 'No order fits'}>
            {(q ?? '') === ''
              ? 'As soon as one is, it shows here.'
              : 'The search looks for a whole order number, licence, IP address, e-mail address or supplier service id.'}
          </Empty>
        ) : (
          <Empty title="No orders yet">
            Customers arrive by the Buy button in their panel. The first order shows here at once.
          </Empty>
        )
      ) : (
        <OrderTable
          caption={sort === 'oldest' ? 'Orders, oldest first' : 'Orders, newest first'}
          rows={rows}
          now={now}
          waits={waits}
        />
      )}
      {nextCursor === null && filter.cursor === undefined ? null : (
        <nav aria-label="Pages" className="flex gap-2">
          {filter.cursor === undefined ? null : (
            <LinkButton href={addressOf({ q, status, view, sort })}>First page</LinkButton>
          )}
          {nextCursor === null ? null : (
            <LinkButton href={addressOf({ q, status, view, sort, cursor: nextCursor })}>
              {sort === 'oldest' ? 'Newer orders' : 'Older orders'}
            </LinkButton>
          )}
        </nav>
      )}
    </>
  );
}
