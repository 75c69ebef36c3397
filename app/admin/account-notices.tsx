import Link from 'next/link';
import type { ReactNode } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { formatAmount, PAGE_LOCALE } from '#lib/format.ts';
import type { AccountNotice } from '#lib/upstream-accounts/notices.ts';

function words({ kind, balance, minimalBalance, currency }: AccountNotice): { title: string; text: string } {
  const shown = (amount: bigint): string => formatAmount(amount, currency, PAGE_LOCALE);
  switch (kind) {
    case 'all_held':
      return {
        title: 'does not answer: new orders and renewals wait.',
        text: 'Nothing is lost: one call at a time tries again, and what waits goes on by itself.',
      };
    case 'orders_held':
      return {
        title: 'does not answer: new orders wait, renewals are still tried.',
        text: 'Nothing is lost: one call at a time tries again, and what waits goes on by itself.',
      };
    case 'low':
      return {
        title: `has ${shown(balance ?? 0n)}, less than its minimal balance of ${shown(minimalBalance)}.`,
        text: 'It takes no new orders until it is topped up; renewals go on.',
      };
  }
}

/** What is wrong with the supplier accounts, on every page of the dashboard. */
export function AccountNotices({ notices }: { notices: readonly AccountNotice[] }): ReactNode {
  return notices.map((notice) => {
    const { title, text } = words(notice);
    return (
      <Alert
        key={notice.accountId}
        tone={notice.kind === 'low' ? 'attention' : 'danger'}
        title={`Supplier ${notice.name} ${title}`}
      >
        {text} {notice.kind === 'low' || notice.faultText === '' ? null : `The last call met: ${notice.faultText}. `}
        <Link prefetch={false} href={`/admin/upstream/${notice.accountId}`} className="underline underline-offset-2">
          Look at the account
        </Link>
      </Alert>
    );
  });
}
