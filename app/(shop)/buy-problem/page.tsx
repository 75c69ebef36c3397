import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { LinkButton } from '#components/ui/button.tsx';
import { isProblemKind, PROBLEMS } from './problems.ts';

export const metadata: Metadata = { title: 'This cannot be bought' };

type Query = Record<string, string | string[] | undefined>;

const SHOWN = 80;
const GIVEN = [
  { name: 'module', label: 'Module' },
  { name: 'module_id', label: 'Module number' },
  { name: 'license', label: 'Licence' },
  { name: 'ip', label: 'Server' },
] as const;

/** What the link gave, for a person to compare: one line, no control or direction signs, cut. */
function readable(value: string | string[] | undefined): string {
  const first = Array.isArray(value) ? value[0] : value;
  const line = (first ?? '')
    .slice(0, SHOWN * 4)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
}

export default async function BuyProblemPage({ searchParams }: { searchParams: Promise<Query> }): Promise<ReactNode> {
  const query = await searchParams;
  const kind = query['kind'];
  if (typeof kind !== 'string' || !isProblemKind(kind)) notFound();
  const problem = PROBLEMS[kind];
  const given = GIVEN.map(({ name, label }) => ({ label, value: readable(query[name]) })).filter(
    ({ value }) => value !== '',
  );
  return (
    <div className="grid max-w-2xl gap-6">
      <header className="grid gap-2">
        <h1 className="text-display font-medium">{problem.title}</h1>
        <p className="text-lead">{problem.means} Nothing was ordered and nothing was charged.</p>
      </header>
      {given.length === 0 ? null : (
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
          {given.map(({ label, value }) => (
            <div key={label} className="contents">
              <dt className="text-muted">{label}</dt>
              <dd className="min-w-0 font-mono break-all">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <section className="grid gap-1">
        <h2 className="font-medium">What to do</h2>
        <p className="text-lead">{problem.next}</p>
      </section>
      {kind === 'store_unknown' ? null : (
        <div>
          <LinkButton href="/" size="large">
            See what we sell
          </LinkButton>
        </div>
      )}
    </div>
  );
}
