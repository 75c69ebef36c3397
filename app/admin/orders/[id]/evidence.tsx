import type { ReactNode } from 'react';
import { Disclosure } from '#components/ui/disclosure.tsx';

const BLOCK = 'max-h-96 overflow-auto rounded-control bg-sunken p-3 font-mono text-small whitespace-pre-wrap break-all';

/** What stands behind a line of the timeline: facts as JSON, a raw body as it came. Secrets were removed when it was stored. */
export function Evidence({ facts }: { facts: Readonly<Record<string, unknown>> }): ReactNode {
  const raw = Object.entries(facts).filter(
    ([name, value]) => (name === 'response' || name === 'body') && typeof value === 'string',
  );
  const rest = Object.fromEntries(
    Object.entries(facts).filter(([name, value]) => value !== null && raw.every(([each]) => each !== name)),
  );
  return (
    <Disclosure summary={<span className="text-small">Evidence</span>}>
      <div className="grid gap-2">
        <pre className={BLOCK} tabIndex={0} aria-label="Facts">
          {JSON.stringify(rest, null, 2)}
        </pre>
        {raw.map(([name, value]) => (
          <pre key={name} className={BLOCK} tabIndex={0} aria-label={name}>
            {String(value)}
          </pre>
        ))}
      </div>
    </Disclosure>
  );
}
