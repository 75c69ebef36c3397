'use client';

import type { ReactNode } from 'react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from './button.tsx';

function never(): () => void {
  return () => undefined;
}

/** A button that copies a text, and says so. Without script it is not there: the text can be selected. */
export function CopyButton({ text, children }: { text: string; children: ReactNode }): ReactNode {
  // The server cannot know; the first render in the browser has to agree with it.
  const ready = useSyncExternalStore(
    never,
    () => typeof navigator.clipboard !== 'undefined',
    () => false,
  );
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return undefined;
    const timer = setTimeout(() => setSaid(''), 2500);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('Select the text to copy it'),
    );
  };
  return (
    <span className={`inline-flex items-center gap-2 print:hidden ${ready ? '' : 'invisible'}`}>
      <Button type="button" onClick={copy}>
        {children}
      </Button>
      <span role="status" className="text-small text-muted">
        {said}
      </span>
    </span>
  );
}
