import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PageHead } from '#components/admin/page-head.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Table, Td, Th } from '#components/ui/table.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { TONE_TEXT } from '#components/ui/tone.ts';
import { may } from '#lib/domain/actor.ts';
import { formatAmount, PAGE_LOCALE } from '#lib/format.ts';
import { KIND_WORDS } from '#lib/upstream-accounts/kind-words.ts';
import type { AccountRow } from '#lib/upstream-accounts/list-accounts.ts';
import { listAccounts } from '#lib/upstream-accounts/list-accounts.ts';
import { staffActor } from '#lib/web/actor.ts';
import { balanceWords, runwayTone, runwayWords, STATE_WORDS } from './words.ts';

export const metadata: Metadata = { title: 'Suppliers' };

function Row({ account, now }: { account: AccountRow; now: Date }): ReactNode {
  const [tone, word] = STATE_WORDS[account.state];
  return (
    <tr className="hover:bg-sunken">
      <Td>
        <Link
          prefetch={false}
          href={`/admin/upstream/${account.id}`}
          className="font-medium text-accent underline-offset-2 hover:underline"
        >
          {account.name}
        </Link>
        <div className="text-small text-muted">
          {account.username} at {new URL(account.url).host}
        </div>
      </Td>
      <Td>
        <Badge tone={tone}>{word}</Badge>
      </Td>
      <Td figure>{account.priority}</Td>
      <Td className="min-w-40">{account.kinds.map((kind) => KIND_WORDS[kind]).join(', ')}</Td>
      <Td figure>
        {balanceWords(account.balance, account.currency)}
        {account.balanceAt === null ? null : (
          <div className="text-small text-muted">
            <RelativeTime at={account.balanceAt} now={now} />
          </div>
        )}
      </Td>
      <Td figure>{formatAmount(account.minimalBalance, account.currency, PAGE_LOCALE)}</Td>
      <Td className={`min-w-40 ${TONE_TEXT[runwayTone(account.runway, now)]}`}>{runwayWords(account.runway, now)}</Td>
      <Td figure className="text-muted">
        {account.pulledAt === null ? 'never' : <RelativeTime at={account.pulledAt} now={now} />}
      </Td>
    </tr>
  );
}

export default async function SuppliersPage(): Promise<ReactNode> {
  const actor = await staffActor();
  const now = new Date();
  const accounts = await listAccounts(actor, now);
  const mayEdit = may(actor, 'upstream:write');
  const add = (
    <LinkButton look="primary" href="/admin/upstream/new">
      Add a supplier account
    </LinkButton>
  );
  return (
    <>
      <PageHead title="Suppliers">{mayEdit && accounts.length > 0 ? add : null}</PageHead>
      {accounts.length === 0 ? (
        <Empty title="No supplier account yet">
          <p>The shop buys through a login at the supplier’s billing. Add one to pull its price list.</p>
          {mayEdit ? <div className="mt-3">{add}</div> : null}
        </Empty>
      ) : (
        <Table caption="Supplier accounts, the one that is asked first at the top">
          <thead>
            <tr>
              <Th>Account</Th>
              <Th>State</Th>
              <Th figure>Priority</Th>
              <Th>Sells</Th>
              <Th figure>Balance</Th>
              <Th figure>Minimal</Th>
              <Th>Runway</Th>
              <Th figure>List pulled</Th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <Row key={account.id} account={account} now={now} />
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}
