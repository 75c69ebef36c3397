import type { ReactNode } from 'react';

/** What stands where rows would: why there are none, and what makes some. */
export function Empty({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return (
    <div className="grid justify-items-center gap-2 rounded-box border border-dashed border-line px-6 py-10 text-center">
      <p className="font-medium">{title}</p>
      {children === undefined ? null : <div className="max-w-prose text-muted">{children}</div>}
    </div>
  );
}
