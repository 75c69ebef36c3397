import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PageHead } from '#components/admin/page-head.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Table, Td, Th } from '#components/ui/table.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { listMails } from '#lib/mails/queries.ts';
import { staffActor } from '#lib/web/actor.ts';
import { MailState } from './mail-state.tsx';

export const metadata: Metadata = { title: 'Mails' };

export default async function MailsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}): Promise<ReactNode> {
  const [actor, { cursor }] = await Promise.all([staffActor(), searchParams]);
  const { rows, nextCursor } = await listMails(actor, typeof cursor === 'string' ? { cursor } : {});
  const now = new Date();
  return (
    <>
      <PageHead title="Mails" />
      {rows.some((mail) => mail.status === 'kept') ? (
        <Alert tone="attention" title="Mails are kept here and not sent">
          No mail server is set. Set SMTP_URL and start again: from then on new mails are sent; those kept so far stay
          here.
        </Alert>
      ) : null}
      {rows.length === 0 ? (
        <Empty title="No mails yet">
          Each order writes a mail when it is paid, active or given back. You can read them here.
        </Empty>
      ) : (
        <Table caption="Mails, newest first">
          <thead>
            <tr>
              <Th>Subject</Th>
              <Th>State</Th>
              <Th>To</Th>
              <Th figure>Written</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((mail) => (
              <tr key={mail.id} className="hover:bg-sunken">
                <Td className="min-w-48">
                  <Link
                    prefetch={false}
                    href={`/admin/mails/${mail.id}`}
                    className="font-medium text-accent underline-offset-2 hover:underline"
                  >
                    {mail.subject}
                  </Link>
                </Td>
                <Td>
                  <MailState status={mail.status} />
                </Td>
                <Td>{mail.toAddress}</Td>
                <Td figure className="text-muted">
                  <RelativeTime at={mail.createdAt} now={now} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {nextCursor === null ? null : (
        <nav aria-label="Pages">
          <LinkButton href={`/admin/mails?cursor=${nextCursor}`}>Older mails</LinkButton>
        </nav>
      )}
    </>
  );
}
