import Link from 'next/link';
import type { ReactNode } from 'react';

/** What stands at an address that leads to nothing; `home` is null where there is nothing else either. */
export function NothingHere({
  home,
  children,
}: {
  home: { href: string; label: string } | null;
  children: ReactNode;
}): ReactNode {
  return (
    <div className="grid max-w-2xl justify-items-start gap-4 py-6">
      <h1 className="text-display font-medium">There is nothing at this address</h1>
      <p className="text-lead">{children}</p>
      {home === null ? null : (
        <Link href={home.href} prefetch={false} className="text-accent underline underline-offset-2">
          {home.label}
        </Link>
      )}
    </div>
  );
}
