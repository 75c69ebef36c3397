import type { ReactNode } from 'react';
import { PanelUpdate } from '#components/shop/panel-update.tsx';
import { CopyButton } from '#components/ui/copy-field.tsx';
import type { ProductKind } from '#lib/domain/product-kind.ts';

function Box({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section aria-labelledby="next-step" className="grid gap-2 rounded-box border border-line bg-surface p-4">
      <h2 id="next-step" className="font-medium">
        {title}
      </h2>
      {children}
    </section>
  );
}

const FETCH = '/usr/local/mgr5/sbin/licctl fetch ispmgr';

// Where a panel looks, and by which command: ispmanager's knowledge base, "Updating license information in ispmanager 6".
function LicenceKey({ licenceKey }: { licenceKey: string | null }): ReactNode {
  return (
    <Box title="Your licence key">
      {licenceKey === null ? (
        <p>The supplier is still making the key. It will stand here; this page looks by itself.</p>
      ) : (
        <p className="flex flex-wrap items-center gap-3">
          <code className="min-w-0 rounded-control bg-sunken px-2 py-1 font-mono break-all">{licenceKey}</code>
          <CopyButton text={licenceKey}>Copy key</CopyButton>
        </p>
      )}
      <p>
        ispmanager finds the licence by the address of the server. If it runs already, open{' '}
        <strong className="font-medium">Main menu → License management → Update license information</strong>, or run on
        the server:
      </p>
      <p className="flex flex-wrap items-center gap-3">
        <code className="min-w-0 rounded-control bg-sunken px-2 py-1 font-mono break-all">{FETCH}</code>
        <CopyButton text={FETCH}>Copy command</CopyButton>
      </p>
      <p className="text-muted">A panel that cannot reach the licence server asks for the key when you sign in.</p>
    </Box>
  );
}

/** What is left to do when the thing is active, by its kind. */
export function NextStep({ kind, licenceKey }: { kind: ProductKind; licenceKey: string | null }): ReactNode {
  switch (kind) {
    case 'addition':
      return <PanelUpdate />;
    case 'soft':
      return <LicenceKey licenceKey={licenceKey} />;
    case 'softexternal':
      return (
        <Box title="Activate it on your server">
          <p>Install or activate the software as its maker describes. It finds the licence by the server’s address.</p>
        </Box>
      );
    case 'platform':
      return (
        <Box title="Install it or update its licence">
          <p>
            The licence is ready. Install the platform; if it runs already, let it update its licence information in its
            settings.
          </p>
        </Box>
      );
  }
}
