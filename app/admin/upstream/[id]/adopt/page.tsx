import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { PageHead } from '#components/admin/page-head.tsx';
import { SearchBox } from '#components/admin/search-box.tsx';
import { KeepFresh } from '#components/keep-fresh.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { listUnclaimed } from '#lib/adoption/list-unclaimed.ts';
import { listCountries } from '#lib/countries.ts';
import { may } from '#lib/domain/actor.ts';
import { PAGE_LOCALE } from '#lib/format.ts';
import type { AccountStanding } from '#lib/reconciliation/standing.ts';
import { listStandings } from '#lib/reconciliation/standing.ts';
import { staffActor } from '#lib/web/actor.ts';
import { routeId } from '#lib/web/route-id.ts';
import { CsvForm } from './csv-form.tsx';
import { ReadForm } from './read-form.tsx';
import { UnclaimedTable } from './unclaimed-table.tsx';

export const metadata: Metadata = { title: 'Adopt services' };

const querySchema = z.object({
  q: z.string().trim().max(64).optional().catch(undefined),
  after: z.string().max(64).optional().catch(undefined),
});

function Progress({ standing, now }: { standing: AccountStanding; now: Date }): ReactNode {
  const { run, agreedAt } = standing;
  if (run?.state === 'running' || run?.state === 'waiting') {
    return (
      <span className="tabular-nums">
        <KeepFresh />
        {run.state === 'waiting' ? 'Waiting for a worker' : `${run.rows} rows read so far`}
      </span>
    );
  }
  if (agreedAt === null) return null;
  return (
    <>
      Read <RelativeTime at={agreedAt} now={now} />
    </>
  );
}

function NoRows({ isRead, q }: { isRead: boolean; q: string }): ReactNode {
  if (!isRead) {
    return (
      <Empty title="The supplier’s lists have not been read yet">
        Read them now: what is in them and belongs to no customer shows here. Nothing is bought or changed by it.
      </Empty>
    );
  }
  return q === '' ? (
    <Empty title="Nothing to adopt">All that the supplier has belongs to a customer, or to an order under way.</Empty>
  ) : (
    <Empty title="Nothing fits">The search looks for a whole id of the supplier, licence number or address.</Empty>
  );
}

export default async function AdoptPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}): Promise<ReactNode> {
  const [actor, { id }, given] = await Promise.all([staffActor(), params, searchParams]);
  const accountId = routeId(id);
  const standing = (await listStandings(actor)).find((each) => each.id === accountId) ?? notFound();
  if (!may(actor, 'reconciliation:act')) {
    return (
      <>
        <PageHead title="Adopt services" />
        <Empty title="Only an owner may adopt services">Ask an owner of this store.</Empty>
      </>
    );
  }
  const query = querySchema.parse(given);
  const { rows, next } = await listUnclaimed(actor, accountId, query);
  const q = query.q ?? '';
  const more = new URLSearchParams({ ...(q === '' ? {} : { q }), after: next ?? '' });
  const underWay = standing.run?.state === 'running' || standing.run?.state === 'waiting';
  return (
    <>
      <PageHead title={`Adopt services of ${standing.name}`} beside={<Progress standing={standing} now={new Date()} />}>
        <ReadForm account={accountId} underWay={underWay} />
      </PageHead>
      <p className="max-w-prose text-muted">
        What you already have at the supplier becomes a service of a customer: it is shown, watched and renewed here
        from then on. Nothing is bought, and no mail is sent.
      </p>
      <datalist id="countries">
        {listCountries(PAGE_LOCALE).map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </datalist>
      <SearchBox label="Search what is not adopted" placeholder="Supplier’s id, licence, address" value={q} keep={{}} />
      <UnclaimedTable account={accountId} rows={rows} empty={<NoRows isRead={standing.agreedAt !== null} q={q} />} />
      {next === null && query.after === undefined ? null : (
        <nav aria-label="Pages" className="flex gap-2">
          <LinkButton href={`/admin/upstream/${accountId}/adopt`}>First</LinkButton>
          {next === null ? null : (
            <LinkButton href={`/admin/upstream/${accountId}/adopt?${more.toString()}`}>Next</LinkButton>
          )}
        </nav>
      )}
      <section aria-labelledby="by-file" className="grid gap-3">
        <h2 id="by-file" className="text-title font-medium">
          Many at once, by a file
        </h2>
        <CsvForm account={accountId} />
      </section>
    </>
  );
}
