import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

/** Something that most people do not need to see; opens without script. */
export function Disclosure({ summary, children }: { summary: ReactNode; children: ReactNode }): ReactNode {
  return (
    <details className="group/disclosure">
      <summary className="inline-flex items-center gap-1 rounded-control text-accent marker:content-none hover:underline [&::-webkit-details-marker]:hidden">
        <Icon name="next" className="size-3 transition-transform duration-150 group-open/disclosure:rotate-90" />
        {summary}
      </summary>
      <div className="mt-2 min-w-0">{children}</div>
    </details>
  );
}
