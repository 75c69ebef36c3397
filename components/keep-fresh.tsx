'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const FIRST_MS = 1_000;
const SLOWEST_MS = 15_000;

/** Looks again every second, more slowly as time goes by, and not at all while nobody sees the page. */
export function KeepFresh(): null {
  const router = useRouter();
  useEffect(() => {
    let waitMs = FIRST_MS;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      if (document.hidden) return;
      router.refresh();
      waitMs = Math.min(waitMs * 1.05, SLOWEST_MS);
      timer = setTimeout(look, waitMs);
    };
    const wakeUp = (): void => {
      clearTimeout(timer);
      waitMs = FIRST_MS;
      look();
    };
    timer = setTimeout(look, waitMs);
    document.addEventListener('visibilitychange', wakeUp);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', wakeUp);
    };
  }, [router]);
  return null;
}
