import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { NothingHere } from '#components/nothing-here.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound(): ReactNode {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-2xl content-center px-4">
      <NothingHere home={{ href: '/', label: 'To the shop' }}>
        The link may be cut off, or there is no shop at this address. Opening it charged nothing. If you came from your
        panel, check the address of the shop in its settings, then press Buy again.
      </NothingHere>
    </main>
  );
}
