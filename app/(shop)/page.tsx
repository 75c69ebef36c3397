import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Empty } from '#components/ui/empty.tsx';
import { formatAmount, PAGE_LOCALE } from '#lib/format.ts';
import { shopWindow } from '#lib/pricing/shop-window.ts';
import { visitorActor } from '#lib/web/actor.ts';
import { currentStore } from '#lib/web/current-store.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: `${(await currentStore()).name} – modules for ispmanager`, robots: { index: true } };
}

const STEPS = [
  'In ispmanager, open the list of modules and press Buy beside one.',
  'Choose a period, enter your e-mail address and pay. No account is needed.',
  'The module is active in seconds. Update the licence information in your panel, and use it.',
] as const;

export default async function LandingPage(): Promise<ReactNode> {
  const window = await shopWindow(await visitorActor());
  return (
    <div className="grid gap-10 lg:grid-cols-2 lg:gap-16">
      <section className="grid content-start gap-6">
        <div className="grid gap-2">
          <h1 className="text-display font-medium">Modules for your ispmanager panel</h1>
          <p className="text-lead text-muted">You buy from inside your panel, for the licence that it runs on.</p>
        </div>
        <ol className="grid gap-3">
          {STEPS.map((step, index) => (
            <li key={step} className="grid grid-cols-[1.5rem_1fr] gap-2 text-lead">
              <span className="text-muted tabular-nums">{index + 1}.</span>
              {step}
            </li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="modules" className="grid content-start gap-3">
        <h2 id="modules" className="text-title font-medium">
          What we sell
        </h2>
        {window === null || window.products.length === 0 ? (
          <Empty title="The shop has not opened yet">
            As soon as prices are published, they stand here and in your panel.
          </Empty>
        ) : (
          <ul className="rounded-box border border-line bg-surface">
            {window.products.map(({ id, name, monthly }) => (
              <li
                key={id}
                className="flex items-baseline justify-between gap-4 border-b border-line px-4 py-2.5 last:border-b-0"
              >
                <span>{name}</span>
                <span className="whitespace-nowrap tabular-nums">
                  {formatAmount(monthly, window.currency, PAGE_LOCALE)} <span className="text-muted">a month</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
