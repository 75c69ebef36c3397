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
  return <Failure id={error.digest} retry={retry} />;
}
