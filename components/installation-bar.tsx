import type { ReactNode } from 'react';
import { Icon } from '#components/ui/icon.tsx';

/**
 * The permanent bar while modules or money are not real. Test payments beside a real upstream are loud: there, anybody can
 * have real modules without paying.
 */
export function InstallationBar({
  sandbox,
  testPayments,
  realUpstream,
}: {
  sandbox: boolean;
  testPayments: boolean;
  realUpstream: boolean;
}): ReactNode {
  if (!sandbox && !testPayments) return null;
  const loud = testPayments && realUpstream;
  const words = loud
    ? 'Test payments are on beside a real supplier: orders spend real money and nobody pays for them.'
    : [
        sandbox ? 'Sandbox supplier: modules here are not real.' : null,
        testPayments ? 'Test payments: no money moves.' : null,
      ]
        .filter((each) => each !== null)
        .join(' ');
  return (
    <aside
      aria-label="State of this installation"
      className={`flex items-center justify-center gap-2 px-4 py-1.5 text-center text-small print:hidden ${
        loud ? 'bg-danger font-medium text-on-danger' : 'bg-attention-soft text-attention'
      }`}
    >
      <Icon name="warning" />
      <p>{words}</p>
    </aside>
  );
}
