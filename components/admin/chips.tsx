import Link from 'next/link';
import type { ReactNode } from 'react';

/** Filters of a list as links, so that the address says what is shown. */
export function Chips({
  label,
  chips,
}: {
  label: string;
  chips: readonly { text: string; href: string; chosen: boolean }[];
}): ReactNode {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-1">
      {chips.map(({ text, href, chosen }) => (
        <Link
          prefetch={false}
          key={href}
          href={href}
          aria-current={chosen ? 'page' : undefined}
          className={`rounded-control px-2.5 py-1 text-small transition-colors duration-150 ${
            chosen ? 'bg-accent-soft font-medium text-accent' : 'text-muted hover:bg-sunken hover:text-ink'
          }`}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
