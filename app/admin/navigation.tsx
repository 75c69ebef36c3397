'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

const PLACES = [
  { href: '/admin', label: 'Overview' },
  { href: '/admin/orders', label: 'Orders' },
  { href: '/admin/services', label: 'Services' },
  { href: '/admin/prices', label: 'Prices' },
  { href: '/admin/upstream', label: 'Suppliers' },
  { href: '/admin/reconciliation', label: 'Reconciliation' },
  { href: '/admin/mails', label: 'Mails' },
] as const;

export function Navigation(): ReactNode {
  const path = usePathname();
  const isHere = (href: string): boolean =>
    href === '/admin' ? path === href : path === href || path.startsWith(`${href}/`);
  return (
    <nav aria-label="Dashboard" className="max-w-full min-w-0">
      <ul className="flex gap-1 overflow-x-auto lg:flex-col">
        {PLACES.map(({ href, label }) => (
          <li key={href} className="shrink-0">
            <Link
              href={href}
              aria-current={isHere(href) ? 'page' : undefined}
              className={`block rounded-control px-3 py-1.5 transition-colors duration-150 ${
                isHere(href) ? 'bg-accent-soft font-medium text-accent' : 'text-muted hover:bg-sunken hover:text-ink'
              }`}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
