import type { ReactNode } from 'react';
import { LinePlot } from '#components/charts/line.tsx';
import { Disclosure } from '#components/ui/disclosure.tsx';
import { Table, Td, Th } from '#components/ui/table.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { TONE_TEXT } from '#components/ui/tone.ts';
import { formatAmount, formatDate, PAGE_LOCALE } from '#lib/format.ts';
import type { AccountDetail } from '#lib/upstream-accounts/find-account.ts';
import { balanceWords, runwayTone, runwayWords } from '../words.ts';

function History({ account, now }: { account: AccountDetail; now: Date }): ReactNode {
  const { history, currency, minimalBalance } = account;
  const [first] = history;
  const last = history.at(-1);
  if (first === undefined || last === undefined) return null;
  const show = (amount: bigint): string => formatAmount(amount, currency, PAGE_LOCALE);
  const mark = { y: Number(minimalBalance), label: `minimal balance ${show(minimalBalance)}` };
  const summary = `Balance from ${formatDate(first.at, PAGE_LOCALE)} to today: from ${show(first.balance)} to ${show(last.balance)}. The table below has each day.`;
  return (
    <>
      <LinePlot
        points={history.map(({ at, balance }) => ({ at, y: Number(balance), label: show(balance) }))}
        {...(minimalBalance === 0n ? {} : { mark })}
        until={now}
        summary={summary}
      />
      <Disclosure summary="The figures of the plot">
        <Table caption="Balance by day, newest first">
          <thead>
            <tr>
              <Th>Day</Th>
              <Th figure>Balance</Th>
            </tr>
          </thead>
          <tbody>
            {history.toReversed().map(({ at, balance }) => (
              <tr key={at.getTime()}>
                <Td>{formatDate(at, PAGE_LOCALE)}</Td>
                <Td figure>{show(balance)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Disclosure>
    </>
  );
}

/** What the account holds, how long that lasts, and how it went. */
export function Balance({ account, now }: { account: AccountDetail; now: Date }): ReactNode {
  const { runway, currency } = account;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      'Balance',
      <>
        {balanceWords(account.balance, currency)}
        {account.balanceAt === null ? null : (
          <span className="text-muted">
            , read <RelativeTime at={account.balanceAt} now={now} />
          </span>
        )}
      </>,
    ],
    ['Can be spent now', balanceWords(runway.available, currency)],
    ['Minimal balance', formatAmount(account.minimalBalance, currency, PAGE_LOCALE)],
    ['Renewals in 30 days', `${runway.renewals30Days}, ${formatAmount(runway.next30Days, currency, PAGE_LOCALE)}`],
  ];
  return (
    <div className="grid gap-4 rounded-box border border-line bg-surface p-4">
      <p className={`text-lead font-medium ${TONE_TEXT[runwayTone(runway, now)]}`}>{runwayWords(runway, now)}.</p>
      <dl className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[auto_1fr]">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="mb-1 min-w-0 tabular-nums sm:mb-0 sm:text-right">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-small text-muted">
        The runway counts every active service as renewed at its end, at what it cost last.
      </p>
      <History account={account} now={now} />
    </div>
  );
}
