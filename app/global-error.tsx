'use client';

import type { ReactNode } from 'react';
import { Failure } from '#components/failure.tsx';
import './globals.css';

export default function GlobalErrorPage({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}): ReactNode {
  return (
    <html lang="en">
      <body className="min-h-dvh bg-page font-sans text-body text-ink antialiased">
        <title>This page could not be made</title>
        <main className="mx-auto grid min-h-dvh w-full max-w-2xl content-center px-4">
          <Failure error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}
