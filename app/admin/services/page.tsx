import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { Chips } from '#components/admin/chips.tsx';
import { PageHead } from '#components/admin/page-head.tsx';
import { SearchBox } from '#components/admin/search-box.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { listServices } from '#lib/services/list-services.ts';
import { staffActor } from '#lib/web/actor.ts';
import { ServiceTable } from './service-table.tsx';

export const metadata: Metadata = { title: 'Services' };

const querySchema = z.object({
  q: z.string().trim().max(254).optional().catch(undefined),
  view: z.enum(['expiring_7', 'expiring_30', 'suspended', 'waiting']).optional().catch(undefined),
  cursor: z.string().max(64).optional().catch(undefined),
});

type Filter = z.infer<typeof querySchema>;

const CHIPS: readonly { text: string; view?: Filter['view'] }[] = [
  { text: 'All' },
  { text: 'End within 7 days', view: 'expiring_7' },
  { text: 'End within 30 days', view: 'expiring_30' },
  { text: 'Suspended', view: 'suspended' },
  { text: 'Waiting changes', view: 'waiting' },
];

function addressOf(filter: Filter): string {
  const given = Object.entries(filter).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[name, value]],
  );
  const query = new URLSearchParams(given).toString();
  return query === '' ? '/admin/services' : `/admin/services?${query}`;
}

function Nothing({ q, narrowed }: { q: string; narrowed: boolean }): ReactNode {
  if (!narrowed) {
    return <Empty title="No services yet">What customers buy shows here as soon as the supplier has it active.</Empty>;
  }
  return q === '' ? (
    <Empty title="No service is in this state">As soon as one is, it shows here.</Empty>
  ) : (
    <Empty title="No service fits">
      The search looks for a whole licence, IP address, supplier service id or e-mail address.
    </Empty>
  );
}

export default async function ServicesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}): Promise<ReactNode> {
  const [actor, query] = await Promise.all([staffActor(), searchParams]);
  const filter = querySchema.parse(query);
  const { rows, nextCursor } = await listServices(actor, filter, new Date());
  const { q, view, cursor } = filter;
  const isExpiring = view === 'expiring_7' || view === 'expiring_30';
  return (
    <>
      <PageHead title="Services">
        <SearchBox
          label="Search services"
          placeholder="Licence, IP, supplier id, e-mail"
          value={q ?? ''}
          keep={view === undefined ? {} : { view }}
        />
      </PageHead>
      <Chips
        label="Show"
        chips={CHIPS.map((chip) => ({
          text: chip.text,
          href: addressOf({ q, view: chip.view }),
          chosen: chip.view === view,
        }))}
      />
      {rows.length === 0 ? (
        <Nothing q={q ?? ''} narrowed={(q ?? '') !== '' || view !== undefined || cursor !== undefined} />
      ) : (
        <ServiceTable caption={isExpiring ? 'Services, the next to end first' : 'Services, newest first'} rows={rows} />
      )}
      {nextCursor === null && cursor === undefined ? null : (
        <nav aria-label="Pages" className="flex gap-2">
          {cursor === undefined ? null : <LinkButton href={addressOf({ q, view })}>First page</LinkButton>}
          {nextCursor === null ? null : (
            <LinkButton href={addressOf({ q, view, cursor: nextCursor })}>More services</LinkButton>
          )}
        </nav>
      )}
    </>
  );
}
