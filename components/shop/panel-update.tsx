import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/copy-field.tsx';

const STEPS = ['Main menu', 'License management', 'Update license information'] as const;

/** How the panel learns of a new module at once; by itself it looks once a day. */
export function PanelUpdate(): ReactNode {
  return (
    <section aria-labelledby="panel-update" className="grid gap-2 rounded-box border border-line bg-surface p-4">
      <h2 id="panel-update" className="font-medium">
        Update your panel
      </h2>
      <p>
        In ispmanager, open <strong className="font-medium">{STEPS.join(' → ')}</strong>. Your panel looks by itself
        only once a day.
      </p>
      <CopyButton text={`In ispmanager: ${STEPS.join(' → ')}`}>Copy steps</CopyButton>
    </section>
  );
}
