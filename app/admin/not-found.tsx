import type { ReactNode } from 'react';
import { NothingHere } from '#components/nothing-here.tsx';

export default function NotFound(): ReactNode {
  return (
    <NothingHere home={{ href: '/admin/orders', label: 'To the orders' }}>
      This store has nothing by that number. Search for it: it may belong to another order.
    </NothingHere>
  );
}
