'use client';

import type { ReactNode } from 'react';
import { Failure } from '#components/failure.tsx';

export default function ErrorPage({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}): ReactNode {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-2xl content-center px-4">
      <Failure error={error} retry={retry} />
    </main>
  );
}
