import Link from 'next/link';
import type { ReactNode } from 'react';
import { Table, Td, Th } from '#components/ui/table.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { formatAmount, PAGE_LOCALE } from '#lib/format.ts';
import type { DifferenceRow } from '#lib/reconciliation/list-differences.ts';
import { showValue } from './values.ts';

/** What a difference is about, in one line. */
export function thingOf({ thing, upstreamServiceId }: DifferenceRow): string {
  return thing === null ? `service ${upstreamServiceId}` : `${thing.name} ${thing.subject}`.trim();
}

function Thing({ row }: { row: DifferenceRow }): ReactNode {
  const name = row.thing === null || row.thing.name === '' ? 'Service' : row.thing.name;
  return (
    <>
      {row.serviceId === null ? (
        name
      ) : (
        <Link
          prefetch={false}
          href={`/admin/services/${row.serviceId}`}
          className="font-medium text-accent underline-offset-2 hover:underline"
        >
          {name}
        </Link>
      )}{' '}
      <span className="font-mono">{row.thing?.subject}</span>
      <span className="block text-small text-muted">
        <span className="font-mono">{row.upstreamServiceId}</span>
        {row.customer === null ? null : `, ${row.customer}`}
      </span>
    </>
  );
}

/** Differences as rows, both values side by side; `last` gives the content of the last column. */
export function DifferenceTable({
  caption,
  rows,
  now,
  lastHead,
  last,
}: {
  caption: string;
  rows: readonly DifferenceRow[];
  now: Date;
  lastHead: string;
  last: (row: DifferenceRow) => ReactNode;
}): ReactNode {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>Service</Th>
          <Th>Ours</Th>
          <Th>The supplier’s</Th>
          <Th figure>At risk</Th>
          <Th figure>Seen since</Th>
          <Th>{lastHead}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="hover:bg-sunken">
            <Td className="min-w-48">
              <Thing row={row} />
            </Td>
            <Td className="tabular-nums">{showValue(row.kind, row.ours)}</Td>
            <Td className="tabular-nums">{showValue(row.kind, row.theirs)}</Td>
            <Td figure>{row.amountAtRisk === 0n ? '–' : formatAmount(row.amountAtRisk, row.currency, PAGE_LOCALE)}</Td>
            <Td figure className="text-muted">
              <RelativeTime at={row.createdAt} now={now} />
            </Td>
            <Td>{last(row)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
