import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { PageHead } from '#components/admin/page-head.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { RelativeTime } from '#components/ui/time.tsx';
import { findMail } from '#lib/mails/queries.ts';
import { staffActor } from '#lib/web/actor.ts';
import { routeId } from '#lib/web/route-id.ts';
import { MailState } from '../mail-state.tsx';

export const metadata: Metadata = { title: 'Mail' };

export default async function MailPage({ params }: { params: Promise<{ id: string }> }): Promise<ReactNode> {
  const [actor, { id }] = await Promise.all([staffActor(), params]);
  const mail = await findMail(actor, routeId(id));
  if (!mail) notFound();
  return (
    <>
      <PageHead title={mail.subject} beside={<MailState status={mail.status} />} />
      {mail.error === null ? null : (
        <Alert tone="danger" title="The mail server did not take it">
          {mail.error}
        </Alert>
      )}
      <p className="text-muted">
        To {mail.toAddress}, written <RelativeTime at={mail.createdAt} now={new Date()} />
        {mail.orderId === null ? null : (
          <>
            {', '}
            <Link
              prefetch={false}
              href={`/admin/orders/${mail.orderId}`}
              className="text-accent underline underline-offset-2"
            >
              about this order
            </Link>
          </>
        )}
      </p>
      <pre className="max-w-2xl rounded-box border border-line bg-surface p-4 font-sans wrap-anywhere whitespace-pre-wrap">
        {mail.text}
      </pre>
    </>
  );
}
