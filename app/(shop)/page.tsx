import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Empty } from '#components/ui/empty.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { publicCatalogue } from '#lib/pricing/public-catalogue.ts';
import { visitorActor } from '#lib/web/actor.ts';
import { currentStore } from '#lib/web/current-store.ts';
import { KINDS, KINDS_IN_ORDER } from './kinds.ts';
import { ProductList } from './product-list.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: `${(await currentStore()).name} – modules for ispmanager`, robots: { index: true } };
}

const STEPS = [
  'In ispmanager, open the list of modules and press Buy beside one.',
  'Choose a period, enter your e-mail address and pay. No account is needed.',
  'The module is active in seconds. Update the licence information in your panel, and use it.',
] as const;

export default async function LandingPage(): Promise<ReactNode> {
  const catalogue = await publicCatalogue(await visitorActor());
  const products = catalogue?.products ?? [];
  const modules = products.filter(({ kind }) => kind === 'addition');
  const others = KINDS_IN_ORDER.filter(
    (kind) => kind !== 'addition' && products.some((product) => product.kind === kind),
  );
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
        {catalogue === null || products.length === 0 ? (
          <Empty title="The shop has not opened yet">
            As soon as prices are published, they stand here and in your panel.
          </Empty>
        ) : (
          <>
            {modules.length === 0 ? null : <ProductList products={modules} currency={catalogue.currency} />}
            {others.length === 0 ? null : (
              <ul className="flex flex-wrap gap-x-5 gap-y-2">
                {others.map((kind) => (
                  <li key={kind}>
                    <Link
                      href={`/catalogue#${kind}`}
                      prefetch={false}
                      className="text-accent underline underline-offset-2"
                    >
                      {KINDS[kind].title}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
            <div>
              <LinkButton href="/catalogue" prefetch={false} size="large">
                The whole catalogue
              </LinkButton>
            </div>
          </>
        )}
      </section>
    </div>
  );
}
