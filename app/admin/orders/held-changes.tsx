import Link from 'next/link';
import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Table, Td, Th } from '#components/ui/table.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import type { HeldChange } from '#lib/orders/list-held-changes.ts';
import { actionNoun, changeReasonWords } from '#lib/services/change-words.ts';

/** Changes of services that wait, beside the orders that do. */
export function HeldChanges({ changes, now }: { changes: readonly HeldChange[]; now: Date }): ReactNode {
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby="held-changes" className="grid gap-3">
      <h2 id="held-changes" className="text-title font-medium">
        Changes of services
      </h2>
      <Table caption="Changes of services that wait">
        <thead>
          <tr>
            <Th>Service</Th>
            <Th>State</Th>
            <Th>Why</Th>
            <Th>For</Th>
            <Th>Customer</Th>
            <Th figure>Waits since</Th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.id} className="hover:bg-sunken">
              <Td>
                <Link
                  prefetch={false}
                  href={`/admin/services/${change.serviceId}`}
                  className="font-medium text-accent underline-offset-2 hover:underline"
                >
                  {change.name}
                </Link>
                , {actionNoun(change.action)}
              </Td>
              <Td>
                {change.status === 'blocked' ? (
                  <Badge tone="attention">Held up</Badge>
                ) : (
                  <Badge tone="danger">Needs a person</Badge>
                )}
              </Td>
              <Td>{change.reason === null ? '–' : changeReasonWords(change.action, change.reason)}</Td>
              <Td className="font-mono">{change.subject === '' ? '–' : change.subject}</Td>
              <Td>{change.customerEmail}</Td>
              <Td figure className="text-muted">
                <RelativeTime at={change.createdAt} now={now} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
