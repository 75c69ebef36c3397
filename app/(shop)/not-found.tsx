import type { ReactNode } from 'react';
import { NothingHere } from '#components/nothing-here.tsx';

export default function NotFound(): ReactNode {
  return (
    <NothingHere home={{ href: '/', label: 'To the shop' }}>
      The link may be cut off, or what it led to is gone. Opening it charged nothing. If you were looking for an order,
      use the link in the mail we sent you; if you came from your panel, press Buy again.
    </NothingHere>
  );
}
