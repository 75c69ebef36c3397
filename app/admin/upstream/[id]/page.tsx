import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { ReactNode } from 'react';
import { PageHead } from '#components/admin/page-head.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { may } from '#lib/domain/actor.ts';
import { formatRate } from '#lib/domain/exchange-rate.ts';
import { KIND_WORDS } from '#lib/upstream-accounts/kind-words.ts';
import type { AccountDetail } from '#lib/upstream-accounts/find-account.ts';
import { findAccount } from '#lib/upstream-accounts/find-account.ts';
import { staffActor } from '#lib/web/actor.ts';
import { routeId } from '#lib/web/route-id.ts';
import { STATE_WORDS, typedAmount } from '../words.ts';
import { Balance } from './balance.tsx';
import { CheckResult } from './check-result.tsx';
import { CheckForm, CurrencyForm, PasswordForm, SettingsForm, SwitchForm } from './forms.tsx';
import { AccountOrders } from './orders.tsx';

type Props = { params: Promise<{ id: string }> };

const load = cache(
  async (id: string): Promise<AccountDetail> =>
    (await findAccount(await staffActor(), routeId(id), new Date())) ?? notFound(),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).id)).name };
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }): ReactNode {
  return (
    <section aria-labelledby={id} className="grid min-w-0 content-start gap-3">
      <h2 id={id} className="text-title font-medium">
        {title}
      </h2>
      {children}
    </section>
  );
}

function Troubles({ account, now }: { account: AccountDetail; now: Date }): ReactNode {
  const { pullError, faultText, pausedUntil, state } = account;
  const isHeld = state === 'all_held' || state === 'orders_held';
  return (
    <>
      {isHeld ? (
        <Alert tone="danger" title={`The last calls got no usable answer: ${faultText}`}>
          {pausedUntil !== null && pausedUntil > now ? (
            <>
              The next call is tried <RelativeTime at={pausedUntil} now={now} />. A connection check that is answered
              ends the wait at once.
            </>
          ) : (
            'The next call is tried now. A connection check that is answered ends the wait at once.'
          )}
        </Alert>
      ) : null}
      {pullError === null ? null : (
        <Alert tone="attention" title="The last pull of the price list failed">
          {pullError}
        </Alert>
      )}
    </>
  );
}

function RateAge({ account, now }: { account: AccountDetail; now: Date }): ReactNode {
  if (account.exchangeRate === null || account.exchangeRateAt === null) return null;
  return (
    <p className={account.rateIsStale ? 'text-attention' : 'text-muted'}>
      1 {account.currency} = {formatRate(account.exchangeRate)} {account.storeCurrency}, set{' '}
      <RelativeTime at={account.exchangeRateAt} now={now} />.
      {account.rateIsStale ? ' It is too old to publish prices by: set the rate of today.' : ''}
    </p>
  );
}

function Settings({ account, now }: { account: AccountDetail; now: Date }): ReactNode {
  const rate = account.exchangeRate === null ? '' : formatRate(account.exchangeRate);
  return (
    <>
      <Part id="settings" title="Settings">
        <SettingsForm
          account={account.id}
          draft={{
            name: account.name,
            url: account.url,
            username: account.username,
            kinds: account.kinds,
            priority: String(account.priority),
            minimalBalance: typedAmount(account.minimalBalance),
            department: account.department,
            departmentEmail: account.departmentEmail ?? '',
            orderMode: account.orderMode,
          }}
          currency={account.currency}
          fixedLogin={account.isSandbox}
        />
      </Part>
      <Part id="password-part" title="Password">
        <PasswordForm account={account.id} />
      </Part>
      <Part id="currency-part" title="Currency and exchange rate">
        <RateAge account={account} now={now} />
        <CurrencyForm
          account={account.id}
          currency={account.currency}
          rate={rate}
          storeCurrency={account.storeCurrency}
        />
      </Part>
      <Part id="use" title="Use">
        <p className="text-muted">
          {account.enabled
            ? 'Switched off, it is neither pulled nor ordered from; what is on its way is still looked up. Its history stays.'
            : 'It is switched off. Its history stays.'}
        </p>
        <SwitchForm account={account.id} enabled={account.enabled} />
      </Part>
    </>
  );
}

export default async function SupplierPage({ params }: Props): Promise<ReactNode> {
  const [actor, account] = await Promise.all([staffActor(), load((await params).id)]);
  const now = new Date();
  const mayEdit = may(actor, 'upstream:write');
  const [tone, word] = STATE_WORDS[account.state];
  return (
    <>
      <PageHead title={account.name} beside={<Badge tone={tone}>{word}</Badge>}>
        {may(actor, 'reconciliation:act') ? (
          <LinkButton href={`/admin/upstream/${account.id}/adopt`}>Adopt services</LinkButton>
        ) : null}
      </PageHead>
      <p className="text-lead">
        {account.username} at <span className="font-mono break-all">{account.url}</span>:{' '}
        {account.kinds.map((kind) => KIND_WORDS[kind]).join(', ')}, priority {account.priority}
      </p>
      <Troubles account={account} now={now} />
      <div className="grid items-start gap-x-10 gap-y-8 xl:grid-cols-2">
        <div className="grid min-w-0 gap-8">
          <Part id="connection" title="Connection">
            {mayEdit ? <CheckForm account={account.id} /> : null}
            <CheckResult check={account.check} now={now} />
          </Part>
          <Part id="balance" title="Balance">
            <Balance account={account} now={now} />
          </Part>
          <Part id="orders" title="Latest orders through it">
            <AccountOrders orders={account.orders} now={now} />
          </Part>
        </div>
        {mayEdit ? (
          <div className="grid min-w-0 gap-8">
            <Settings account={account} now={now} />
          </div>
        ) : null}
      </div>
    </>
  );
}
