'use client';

import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';

/** What stands where a page failed: what it means for the money, the number to tell, and a way on. Its frame is the caller's. */
export function Failure({
  error: { digest },
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}): ReactNode {
  return (
    <div className="grid max-w-2xl justify-items-start gap-4 py-6">
      <h1 className="text-display font-medium">This page could not be made</h1>
      <p className="text-lead">
        Something went wrong on our side. Nothing was charged by opening this page, and a payment that you made is safe:
        it is written down before anything else happens.
      </p>
      <Button type="button" look="primary" size="large" onClick={retry}>
        Try again
      </Button>
      {digest === undefined ? null : (
        <p className="text-muted">
          If it stays, tell us this number: <span className="font-mono">{digest}</span>
        </p>
      )}
    </div>
  );
}
