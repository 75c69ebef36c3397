import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { Chips } from '#components/admin/chips.tsx';
import { PageHead } from '#components/admin/page-head.tsx';
import { SearchBox } from '#components/admin/search-box.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { may } from '#lib/domain/actor.ts';
import type { PriceDesk, PriceDeskRow } from '#lib/pricing/queries.ts';
import { priceDesk } from '#lib/pricing/queries.ts';
import { staffActor } from '#lib/web/actor.ts';
import { PriceTable } from './price-table.tsx';
import { PullForm } from './pull-form.tsx';

export const metadata: Metadata = { title: 'Prices' };

const SHOWS = [
  { show: undefined, text: 'All', fits: (): boolean => true },
  { show: 'changed', text: 'Changed', fits: (row: PriceDeskRow): boolean => row.changed },
  { show: 'below', text: 'Below cost', fits: (row: PriceDeskRow): boolean => row.belowCost },
  {
    show: 'not_sold',
    text: 'Not sold',
    fits: (row: PriceDeskRow): boolean => row.leftOut !== null && row.leftOut !== 'hidden',
  },
  { show: 'hidden', text: 'Hidden', fits: (row: PriceDeskRow): boolean => row.hidden },
] as const;

const querySchema = z.object({
  q: z.string().trim().max(100).catch('').default(''),
  show: z.enum(['changed', 'below', 'not_sold', 'hidden']).optional().catch(undefined),
});

function countChanges(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}

function Accounts({ desk, mayPull, now }: { desk: PriceDesk; mayPull: boolean; now: Date }): ReactNode {
  return (
    <ul aria-label="Price lists of the suppliers" className="grid gap-2">
      {desk.accounts.map((account) => (
        <li key={account.id} className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <span>
            {account.name}:{' '}
            {account.pulledAt === null ? (
              'never pulled'
            ) : (
              <>
                list pulled <RelativeTime at={account.pulledAt} now={now} />
              </>
            )}
          </span>
          {account.pullError === null ? null : (
            <span className="text-danger">The last try failed: {account.pullError}</span>
          )}
          {mayPull && account.enabled ? <PullForm account={account.id} name={account.name} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Rows({
  desk,
  rows,
  mayEdit,
}: {
  desk: PriceDesk;
  rows: readonly PriceDeskRow[];
  mayEdit: boolean;
}): ReactNode {
  if (desk.rows.length === 0) {
    return (
      <Empty title="No products yet">
        Pull the supplier’s price list: every tariff with a price becomes a product here.
      </Empty>
    );
  }
  if (rows.length === 0)
    return <Empty title="No price fits">Choose another filter, or search for a part of the product’s name.</Empty>;
  return <PriceTable rows={rows} rules={desk.rules} currency={desk.currency} mayEdit={mayEdit} />;
}

export default async function PricesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}): Promise<ReactNode> {
  const [actor, query] = await Promise.all([staffActor(), searchParams]);
  const { q, show } = querySchema.parse(query);
  const desk = await priceDesk(actor);
  const mayEdit = may(actor, 'prices:write');
  const now = new Date();
  const named = desk.rows.filter((row) => row.name.toLowerCase().includes(q.toLowerCase()));
  const chosen = SHOWS.find((each) => each.show === show) ?? SHOWS[0];
  const found = q === '' ? '' : `q=${encodeURIComponent(q)}`;
  const chips = SHOWS.map((each) => {
    const address = [each.show === undefined ? '' : `show=${each.show}`, found].filter((part) => part !== '').join('&');
    return {
      text: `${each.text} ${named.filter(each.fits).length}`,
      href: `/admin/prices${address === '' ? '' : `?${address}`}`,
      chosen: each === chosen,
    };
  });
  return (
    <>
      <PageHead
        title="Prices"
        beside={
          desk.publishedAt === null ? (
            'Nothing is published yet'
          ) : (
            <>
              version {desk.version} published <RelativeTime at={desk.publishedAt} now={now} />
            </>
          )
        }
      >
        {mayEdit && desk.unpublishedChanges > 0 ? (
          <LinkButton look="primary" href="/admin/prices/publish">
            Publish {countChanges(desk.unpublishedChanges)}
          </LinkButton>
        ) : (
          <Button type="button" disabled>
            {mayEdit ? 'Nothing to publish' : 'Your role cannot change prices'}
          </Button>
        )}
      </PageHead>
      <Accounts desk={desk} mayPull={mayEdit} now={now} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Chips label="Show" chips={chips} />
        <SearchBox label="Search products" placeholder="Product" value={q} keep={show === undefined ? {} : { show }} />
      </div>
      <Rows desk={desk} rows={named.filter(chosen.fits)} mayEdit={mayEdit} />
    </>
  );
}
