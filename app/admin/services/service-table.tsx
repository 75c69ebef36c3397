import Link from 'next/link';
import type { ReactNode } from 'react';
import { actionName, ChangeState, ServiceState } from '#components/admin/service-state.tsx';
import { Table, Td, Th } from '#components/ui/table.tsx';
import { formatDate, formatPeriod, PAGE_LOCALE } from '#lib/format.ts';
import { subjectText } from '#lib/orders/subject-text.ts';
import type { ServiceLine } from '#lib/services/list-services.ts';

export function ServiceTable({ caption, rows }: { caption: string; rows: readonly ServiceLine[] }): ReactNode {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>Service</Th>
          <Th>State</Th>
          <Th>For</Th>
          <Th>Customer</Th>
          <Th>Under way</Th>
          <Th figure>Lasts until</Th>
          <Th figure>Supplier’s id</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="hover:bg-sunken">
            <Td className="whitespace-nowrap">
              <Link
                prefetch={false}
                href={`/admin/services/${row.id}`}
                className="font-medium text-accent underline-offset-2 hover:underline"
              >
                {row.name}
              </Link>{' '}
              <span className="text-muted">{formatPeriod(row.period)}</span>
            </Td>
            <Td>
              <ServiceState status={row.status} />
            </Td>
            <Td className="font-mono">{subjectText(row) === '' ? '–' : subjectText(row)}</Td>
            <Td>{row.customerEmail}</Td>
            <Td>
              {row.open === null ? (
                '–'
              ) : (
                <span className="flex flex-wrap items-center gap-1">
                  {actionName(row.open.action)} <ChangeState status={row.open.status} />
                </span>
              )}
            </Td>
            <Td figure>{row.expiresOn === null ? '–' : formatDate(row.expiresOn, PAGE_LOCALE)}</Td>
            <Td figure className="font-mono">
              {row.upstreamServiceId}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
