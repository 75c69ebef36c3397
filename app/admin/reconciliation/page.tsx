import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { Chips } from '#components/admin/chips.tsx';
import { PageHead } from '#components/admin/page-head.tsx';
import { KeepFresh } from '#components/keep-fresh.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { may } from '#lib/domain/actor.ts';
import type { Actor } from '#lib/domain/actor.ts';
import { DIFFERENCE_KINDS } from '#lib/reconciliation/difference-kinds.ts';
import { listDifferences } from '#lib/reconciliation/list-differences.ts';
import type { AccountStanding } from '#lib/reconciliation/standing.ts';
import { listStandings } from '#lib/reconciliation/standing.ts';
import { staffActor } from '#lib/web/actor.ts';
import type { Group } from './account-section.tsx';
import { AccountSection } from './account-section.tsx';
import { SettledList } from './settled-list.tsx';

export const metadata: Metadata = { title: 'Reconciliation' };

const PLACE = '/admin/reconciliation';
const FIRST = 10;

const querySchema = z.object({
  view: z.enum(['settled']).optional().catch(undefined),
  account: z.string().max(64).optional().catch(undefined),
  kind: z.enum(DIFFERENCE_KINDS).optional().catch(undefined),
  cursor: z.string().max(64).optional().catch(undefined),
});

type Query = z.output<typeof querySchema>;

function addressOf(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  return given.length === 0 ? PLACE : `${PLACE}?${new URLSearchParams(given).toString()}`;
}

/** The first rows of each kind, or a page of the one kind that is asked for. */
async function groupsOf(
  actor: Actor,
  standing: AccountStanding,
  query: Query,
): Promise<{ groups: readonly Group[]; nextCursor: string | null }> {
  const accountId = standing.id;
  const chosen = standing.open.filter(({ kind }) => query.kind === undefined || query.kind === kind);
  const pages = await Promise.all(
    chosen.map(async ({ kind, count }) => {
      const narrowed = query.kind === undefined ? { take: FIRST } : { cursor: query.cursor };
      const { rows, nextCursor } = await listDifferences(actor, { settled: false, accountId, kind, ...narrowed });
      const isCut = query.kind === undefined && count > rows.length;
      return { kind, count, rows, allHref: isCut ? addressOf({ account: accountId, kind }) : null, nextCursor };
    }),
  );
  return { groups: pages, nextCursor: query.kind === undefined ? null : (pages[0]?.nextCursor ?? null) };
}

async function Open({ actor, query }: { actor: Actor; query: Query }): Promise<ReactNode> {
  const all = await listStandings(actor);
  const shown = all.filter(({ id }) => query.account === undefined || query.account === id);
  const sections = await Promise.all(
    shown.map(async (standing) => ({ standing, ...(await groupsOf(actor, standing, query)) })),
  );
  const now = new Date();
  const [only] = sections;
  const nextCursor = sections.length === 1 ? (only?.nextCursor ?? null) : null;
  return (
    <>
      {shown.some(({ run }) => run?.state === 'running' || run?.state === 'waiting') ? <KeepFresh /> : null}
      {shown.length === 0 ? (
        <Empty title="No supplier account">
          As soon as one is set up, its lists are compared with your services here.
        </Empty>
      ) : null}
      {sections.map(({ standing, groups }) => (
        <AccountSection
          key={standing.id}
          standing={standing}
          groups={groups}
          now={now}
          mayAct={may(actor, 'reconciliation:act')}
        />
      ))}
      {query.account === undefined && query.kind === undefined ? null : (
        <nav aria-label="Pages" className="flex gap-2">
          <LinkButton href={PLACE}>All kinds</LinkButton>
          {nextCursor === null ? null : (
            <LinkButton href={addressOf({ ...query, cursor: nextCursor })}>Older</LinkButton>
          )}
        </nav>
      )}
    </>
  );
}

async function Settled({ actor, query }: { actor: Actor; query: Query }): Promise<ReactNode> {
  const { rows, nextCursor } = await listDifferences(actor, { settled: true, cursor: query.cursor });
  return (
    <>
      <SettledList rows={rows} now={new Date()} />
      {nextCursor === null ? null : (
        <nav aria-label="Pages">
          <LinkButton href={addressOf({ view: 'settled', cursor: nextCursor })}>Older</LinkButton>
        </nav>
      )}
    </>
  );
}

export default async function ReconciliationPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}): Promise<ReactNode> {
  const [actor, params] = await Promise.all([staffActor(), searchParams]);
  const query = querySchema.parse(params);
  const isSettled = query.view === 'settled';
  return (
    <>
      <PageHead title="Reconciliation" />
      <Chips
        label="Show"
        chips={[
          { text: 'Open', href: PLACE, chosen: !isSettled },
          { text: 'Settled', href: addressOf({ view: 'settled' }), chosen: isSettled },
        ]}
      />
      {isSettled ? <Settled actor={actor} query={query} /> : <Open actor={actor} query={query} />}
    </>
  );
}
