import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PageHead } from '#components/admin/page-head.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Stat } from '#components/ui/stat.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { formatAmount, PAGE_LOCALE } from '#lib/format.ts';
import { overview } from '#lib/orders/overview.ts';
import { KIND_WORDS } from '#lib/upstream-accounts/kind-words.ts';
import type { AccountRow } from '#lib/upstream-accounts/list-accounts.ts';
import { listAccounts } from '#lib/upstream-accounts/list-accounts.ts';
import { staffActor } from '#lib/web/actor.ts';
import { currentStore } from '#lib/web/current-store.ts';
import { OrderTable } from './orders/order-table.tsx';
import { balanceWords, runwayTone, runwayWords } from './upstream/words.ts';

export const metadata: Metadata = { title: 'Overview' };

const MANY = 100;
const SHOWN_ACCOUNTS = 3;

function capped(count: number): string {
  return count >= MANY ? `${MANY - 1}+` : String(count);
}

/** An account's money and price list; the others are a click away. */
function SupplierStats({ account, now }: { account: AccountRow; now: Date }): ReactNode {
  const { balance, balanceAt, currency, kinds, pulledAt, pullError, runway, state } = account;
  const href = `/admin/upstream/${account.id}`;
  const failed = pullError !== null;
  return (
    <>
      <Stat
        label={`Balance at ${account.name}`}
        value={balanceWords(balance, currency)}
        note={
          <>
            {runwayWords(runway, now)}
            {balanceAt === null ? null : (
              <>
                , read <RelativeTime at={balanceAt} now={now} />
              </>
            )}
          </>
        }
        href={href}
        tone={state === 'low' ? 'danger' : runwayTone(runway, now)}
      />
      <Stat
        label={`Price list of ${account.name}`}
        value={pulledAt === null ? 'Never pulled' : <RelativeTime at={pulledAt} now={now} />}
        note={failed ? `The last try failed: ${pullError}` : kinds.map((kind) => KIND_WORDS[kind]).join(', ')}
        href={failed ? href : '/admin/prices'}
        tone={failed ? 'danger' : 'neutral'}
      />
    </>
  );
}

export default async function OverviewPage(): Promise<ReactNode> {
  const [actor, store] = await Promise.all([staffActor(), currentStore()]);
  const now = new Date();
  const [figures, accounts] = await Promise.all([overview(actor, now), listAccounts(actor, now)]);
  return (
    <>
      <PageHead title="Overview" />
      <section aria-label="Figures" className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
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
        <Stat
          label="Changes held up"
          value={capped(figures.heldChanges)}
          note={figures.heldChanges === 0 ? 'No renewal or change waits for you' : 'Renewals and changes of services'}
          href="/admin/services?view=waiting"
          tone={figures.heldChanges > 0 ? 'danger' : 'neutral'}
        />
        <Stat
          label="Differences"
          value={capped(figures.differences)}
          note={
            figures.differences === 0
              ? 'Supplier, services and ledger agree'
              : 'Between you, the supplier and the ledger'
          }
          href="/admin/reconciliation"
          tone={figures.differences > 0 ? 'attention' : 'neutral'}
        />
        {accounts
          .filter(({ enabled }) => enabled)
          .slice(0, SHOWN_ACCOUNTS)
          .map((account) => (
            <SupplierStats key={account.id} account={account} now={now} />
          ))}
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
