import type { ReactNode } from 'react';
import { Skeleton } from '#components/ui/skeleton.tsx';

export default function Loading(): ReactNode {
  return <Skeleton rows={10} />;
}
