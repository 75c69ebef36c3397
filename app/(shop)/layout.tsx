import Link from 'next/link';
import type { ReactNode } from 'react';
import { InstallationBar } from '#components/installation-bar.tsx';
import { currentFlags, findCurrentStore } from '#lib/web/current-store.ts';

export default async function ShopLayout({ children }: { children: ReactNode }): Promise<ReactNode> {
  const store = await findCurrentStore();
  // Only the page for a Buy link to an unknown shop is shown without one.
  if (!store) return <main className="mx-auto w-full max-w-[60rem] px-4 py-10">{children}</main>;
  const flags = await currentFlags();
  return (
    <div className="flex min-h-dvh flex-col">
      <InstallationBar {...flags} />
      <header className="border-b border-line bg-surface print:border-0">
        <div className="mx-auto flex w-full max-w-[60rem] items-baseline justify-between gap-4 px-4 py-3 sm:px-6">
          <Link href="/" className="rounded-control text-lead font-medium">
            {store.name}
          </Link>
          <nav aria-label="Shop" className="print:hidden">
            <Link href="/catalogue" prefetch={false} className="text-accent underline underline-offset-2">
              Catalogue
            </Link>
          </nav>
        </div>
      </header>
      <main className="mx-auto w-full max-w-[60rem] flex-1 px-4 py-6 sm:px-6 sm:py-10">{children}</main>
      <footer className="border-t border-line text-small text-muted print:hidden">
        <div className="mx-auto flex w-full max-w-[60rem] flex-wrap justify-between gap-x-6 gap-y-2 px-4 py-4 sm:px-6">
          <p>
            Questions? Write to{' '}
            <a href={`mailto:${store.supportEmail}`} className="text-accent underline underline-offset-2">
              {store.supportEmail}
            </a>
          </p>
          <Link href="/admin" prefetch={false} className="text-muted underline underline-offset-2 hover:text-ink">
            For staff
          </Link>
        </div>
      </footer>
    </div>
  );
}
