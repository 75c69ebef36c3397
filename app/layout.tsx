import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { inter, interCyrillic } from './fonts.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Panelshop', template: '%s' },
  robots: { index: false },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }): Promise<ReactNode> {
  // Every page is made per request: the security policy's nonce is new each time.
  await headers();
  return (
    <html lang="en" className={`${inter.variable} ${interCyrillic.variable}`}>
      <body className="min-h-dvh bg-page font-sans text-body text-ink antialiased">{children}</body>
    </html>
  );
}
