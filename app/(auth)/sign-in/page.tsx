import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { findStaffActor } from '#lib/web/actor.ts';
import { currentStore } from '#lib/web/current-store.ts';
import { nextPath } from './next-path.ts';
import { SignInForm } from './sign-in-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: `Sign in – ${(await currentStore()).name}` };
}

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}): Promise<ReactNode> {
  const [store, actor, { next }] = await Promise.all([currentStore(), findStaffActor(), searchParams]);
  if (actor) redirect('/admin');
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-sm content-center gap-6 px-4 py-10">
      <header className="grid gap-1">
        <h1 className="text-display font-medium">Sign in</h1>
        <p className="text-muted">Dashboard of {store.name}, for its staff.</p>
      </header>
      <SignInForm next={nextPath(next)} />
      <p className="text-small text-muted">
        Bought something? Your order page is in the mail we sent you.{' '}
        <Link href="/" className="text-accent underline underline-offset-2">
          To the shop
        </Link>
      </p>
    </main>
  );
}
