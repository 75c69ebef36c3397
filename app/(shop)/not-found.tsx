import type { ReactNode } from 'react';
import { NothingHere } from '#components/nothing-here.tsx';
import { findCurrentStore } from '#lib/web/current-store.ts';

export default async function NotFound(): Promise<ReactNode> {
  if (!(await findCurrentStore())) {
    return (
      <NothingHere home={null}>
        There is no shop under this name. Opening it charged nothing. If you came from your panel, check the address of
        the shop in its settings, then press Buy again.
      </NothingHere>
    );
  }
  return (
    <NothingHere home={{ href: '/', label: 'To the shop' }}>
      The link may be cut off, or what it led to is gone. Opening it charged nothing. If you were looking for an order,
      use the link in the mail we sent you; if you came from your panel, press Buy again.
    </NothingHere>
  );
}
