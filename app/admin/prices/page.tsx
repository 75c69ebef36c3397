import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { Chips } from '#components/admin/chips.tsx';
import { PageHead } from '#components/admin/page-head.tsx';
import { SearchBox } from '#components/admin/search-box.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { may } from '#lib/domain/actor.ts';
import { formatRate, isStaleRate } from '#lib/domain/exchange-rate.ts';
import { PRODUCT_KINDS } from '#lib/domain/product-kind.ts';
import type { PriceDesk, PriceDeskRow } from '#lib/pricing/queries.ts';
import { priceDesk } from '#lib/pricing/queries.ts';
import { staffActor } from '#lib/web/actor.ts';
import { PriceTable } from './price-table.tsx';
import { PullForm } from './pull-form.tsx';
import { KIND_HEADINGS } from './words.ts';

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
  kind: z.enum(PRODUCT_KINDS).optional().catch(undefined),
});

function addressOf(query: { show: string | undefined; kind: string | undefined; q: string }): string {
  const set = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
  const text = new URLSearchParams(set).toString();
  return `/admin/prices${text === '' ? '' : `?${text}`}`;
}

function countChanges(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}

/** By what an account's costs become the store's: source, age and whether it still may be published by (R15). */
function Rate({
  account,
  currency,
  now,
}: {
  account: PriceDesk['accounts'][number];
  currency: string;
  now: Date;
}): ReactNode {
  if (account.currency === currency) return null;
  if (account.exchangeRate === null || account.exchangeRateAt === null)
    return <Badge tone="danger">no exchange rate from {account.currency}: nothing can be pulled</Badge>;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <span className="text-muted">
        1 {account.currency} = {formatRate(account.exchangeRate)} {currency}, set{' '}
        <RelativeTime at={account.exchangeRateAt} now={now} />
      </span>
      {isStaleRate(account.exchangeRateAt, now) ? <Badge tone="danger">too old to publish by</Badge> : null}
    </span>
  );
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
          <Rate account={account} currency={desk.currency} now={now} />
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
  const { q, show, kind } = querySchema.parse(query);
  const desk = await priceDesk(actor);
  const mayEdit = may(actor, 'prices:write');
  const now = new Date();
  const named = desk.rows.filter((row) => row.name.toLowerCase().includes(q.toLowerCase()));
  const ofKind = named.filter((row) => kind === undefined || row.kind === kind);
  const chosen = SHOWS.find((each) => each.show === show) ?? SHOWS[0];
  const chips = SHOWS.map((each) => ({
    text: `${each.text} ${ofKind.filter(each.fits).length}`,
    href: addressOf({ show: each.show, kind, q }),
    chosen: each === chosen,
  }));
  const kinds = PRODUCT_KINDS.filter((each) => desk.rows.some((row) => row.kind === each));
  const kindChips = [undefined, ...kinds].map((each) => ({
    text: each === undefined ? 'All kinds' : KIND_HEADINGS[each],
    href: addressOf({ show, kind: each, q }),
    chosen: each === kind,
  }));
  const kept = Object.entries({ show, kind }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
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
        <div className="grid gap-2">
          <Chips label="Show" chips={chips} />
          {kinds.length > 1 ? <Chips label="Kinds" chips={kindChips} /> : null}
        </div>
        <SearchBox label="Search products" placeholder="Product" value={q} keep={Object.fromEntries(kept)} />
      </div>
      <Rows desk={desk} rows={ofKind.filter(chosen.fits)} mayEdit={mayEdit} />
    </>
  );
}
