import type { ReactNode } from 'react';

/** Grey lines while rows are on their way. */
export function Skeleton({ rows = 6 }: { rows?: number }): ReactNode {
  return (
    <div role="status" className="grid gap-3 py-2">
      <span className="sr-only">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="h-5 animate-pulse rounded-control bg-sunken" />
      ))}
    </div>
  );
}
