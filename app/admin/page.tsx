import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PageHead } from '#components/admin/page-head.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Stat } from '#components/ui/stat.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { formatAmount, PAGE_LOCALE } from '#lib/format.ts';
import type { Overview } from '#lib/orders/overview.ts';
import { overview } from '#lib/orders/overview.ts';
import { staffActor } from '#lib/web/actor.ts';
import { currentStore } from '#lib/web/current-store.ts';
import { OrderTable } from './orders/order-table.tsx';

export const metadata: Metadata = { title: 'Overview' };

const MANY = 100;

function capped(count: number): string {
  return count >= MANY ? `${MANY - 1}+` : String(count);
}

function UpstreamStats({ upstream, now }: { upstream: NonNullable<Overview['upstream']>; now: Date }): ReactNode {
  const { balance, balanceAt, currency, pulledAt, pullError } = upstream;
  const failed = pullError !== null;
  return (
    <>
      <Stat
        label="Balance at the supplier"
        value={balance === null ? 'Not read yet' : formatAmount(balance, currency, PAGE_LOCALE)}
        note={
          <>
            {upstream.name}
            {balanceAt === null ? null : (
              <>
                , <RelativeTime at={balanceAt} now={now} />
              </>
            )}
          </>
        }
        href="/admin/prices"
        tone={balance !== null && balance <= 0n ? 'danger' : 'neutral'}
      />
      <Stat
        label="Price list pulled"
        value={pulledAt === null ? 'Never' : <RelativeTime at={pulledAt} now={now} />}
        note={failed ? `The last try failed: ${pullError}` : upstream.name}
        href="/admin/prices"
        tone={failed ? 'danger' : 'neutral'}
      />
    </>
  );
}

export default async function OverviewPage(): Promise<ReactNode> {
  const [actor, store] = await Promise.all([staffActor(), currentStore()]);
  const now = new Date();
  const figures = await overview(actor, now);
  return (
    <>
      <PageHead title="Overview" />
      <section aria-label="Figures" className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        <Stat
          label="Paid today"
          value={formatAmount(figures.paidToday, store.currency, PAGE_LOCALE)}
          note={figures.paidTodayCount === 1 ? '1 order' : `${figures.paidTodayCount} orders`}
          href="/admin/orders"
        />
        <Stat
          label="Margin today"
          value={formatAmount(figures.marginToday, store.currency, PAGE_LOCALE)}
          note="of what was delivered today"
          href="/admin/orders?status=completed"
          tone={figures.marginToday < 0n ? 'danger' : 'neutral'}
        />
        <Stat
          label="Need a person"
          value={capped(figures.needPerson)}
          note={figures.needPerson === 0 ? 'Nothing waits for you' : 'Orders that are paid and held up'}
          href="/admin/orders?view=needs_person"
          tone={figures.needPerson > 0 ? 'danger' : 'neutral'}
        />
        <Stat
          label="Unknown outcomes"
          value={capped(figures.uncertain)}
          note={figures.uncertain === 0 ? 'Every request was answered' : 'Being looked up at the supplier'}
          href="/admin/orders?view=uncertain"
          tone={figures.uncertain > 0 ? 'attention' : 'neutral'}
        />
        {figures.upstream === null ? null : <UpstreamStats upstream={figures.upstream} now={now} />}
      </section>
      <section aria-labelledby="waiting" className="grid gap-3">
        <h2 id="waiting" className="text-title font-medium">
          Waits for a person
        </h2>
        {figures.waiting.length === 0 ? (
          <Empty title="Nothing waits for you">
            Orders that cannot go on by themselves are listed here, with what to do.
          </Empty>
        ) : (
          <OrderTable caption="Orders that wait for a person" rows={figures.waiting} now={now} />
        )}
      </section>
    </>
  );
}
