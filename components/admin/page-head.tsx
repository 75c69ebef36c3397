import type { ReactNode } from 'react';

/** The head of a dashboard page: its name, what stands beside it, and what can be done. */
export function PageHead({
  title,
  beside,
  children,
}: {
  title: ReactNode;
  beside?: ReactNode;
  children?: ReactNode;
}): ReactNode {
  return (
    <header className="flex min-w-0 flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-4 gap-y-1">
        <h1 className="text-display font-medium">{title}</h1>
        {beside === undefined ? null : <div className="text-muted">{beside}</div>}
      </div>
      {children === undefined ? null : (
        <div className="flex max-w-full min-w-0 flex-wrap items-center gap-2">{children}</div>
      )}
    </header>
  );
}
