import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';

/** What stands where a page failed: what it means for the money, the number to tell, and a way on. */
export function Failure({ id, retry }: { id: string | undefined; retry: () => void }): ReactNode {
  return (
    <main className="mx-auto grid w-full max-w-2xl content-center justify-items-start gap-4 px-4 py-10">
      <h1 className="text-display font-medium">This page could not be made</h1>
      <p className="text-lead">
        Something went wrong on our side. Nothing was charged by opening this page, and a payment that you made is safe:
        it is written down before anything else happens.
      </p>
      <Button type="button" look="primary" size="large" onClick={retry}>
        Try again
      </Button>
      {id === undefined ? null : (
        <p className="text-muted">
          If it stays, tell us this number: <span className="font-mono">{id}</span>
        </p>
      )}
    </main>
  );
}
