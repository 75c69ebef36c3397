import Link from 'next/link';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { InstallationBar } from '#components/installation-bar.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { LATE_AFTER_MS, runnerAgeMs } from '#lib/jobs/late.ts';
import { accountNotices } from '#lib/upstream-accounts/notices.ts';
import { staffActor } from '#lib/web/actor.ts';
import { currentFlags, currentStore } from '#lib/web/current-store.ts';
import { AccountNotices } from './account-notices.tsx';
import { signOutAction } from './actions.ts';
import { Navigation } from './navigation.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await currentStore();
  return { title: { default: `Dashboard – ${name}`, template: `%s – ${name}` } };
}

function LateJobs({ ageMs }: { ageMs: number | null }): ReactNode {
  if (ageMs !== null && ageMs <= LATE_AFTER_MS) return null;
  const since = ageMs === null ? 'have never run' : `last ran ${Math.round(ageMs / 60_000)} minutes ago`;
  return (
    <Alert tone="danger" title={`The background jobs ${since}.`}>
      Paid orders are not sent to the supplier and mails are not sent until a worker runs. Nothing is lost: the jobs
      catch up by themselves.
    </Alert>
  );
}

export default async function AdminLayout({ children }: { children: ReactNode }): Promise<ReactNode> {
  const actor = await staffActor();
  const [notices, store, flags, ageMs] = await Promise.all([
    accountNotices(actor),
    currentStore(),
    currentFlags(),
    runnerAgeMs(new Date()),
  ]);
  return (
    <div className="flex min-h-dvh flex-col">
      <InstallationBar {...flags} />
      <div className="flex flex-1 flex-col lg:flex-row">
        <header className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line bg-surface px-4 py-3 lg:w-52 lg:flex-col lg:flex-nowrap lg:items-stretch lg:justify-between lg:gap-6 lg:border-r lg:border-b-0 lg:px-3 lg:py-5 print:hidden">
          <div className="contents lg:sticky lg:top-5 lg:grid lg:gap-6">
            <Link href="/admin" className="rounded-control px-3 text-lead font-medium">
              {store.name}
            </Link>
            <Navigation />
          </div>
          <form
            action={signOutAction}
            className="ml-auto flex min-w-0 items-center gap-2 text-small text-muted lg:sticky lg:bottom-5 lg:ml-0 lg:grid lg:justify-items-start lg:px-3"
          >
            <span className="hidden max-w-full truncate sm:inline" title={actor.email}>
              {actor.email}
            </span>
            <Button type="submit">Sign out</Button>
          </form>
        </header>
        <main className="grid w-full min-w-0 flex-1 grid-cols-1 content-start gap-6 px-4 py-6 lg:px-8">
          <LateJobs ageMs={ageMs} />
          <AccountNotices notices={notices} />
          {children}
        </main>
      </div>
    </div>
  );
}
