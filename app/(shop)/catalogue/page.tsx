import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Empty } from '#components/ui/empty.tsx';
import { publicCatalogue } from '#lib/pricing/public-catalogue.ts';
import { visitorActor } from '#lib/web/actor.ts';
import { currentStore } from '#lib/web/current-store.ts';
import { KINDS, KINDS_IN_ORDER } from '../kinds.ts';
import { ProductList } from '../product-list.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: `Catalogue – ${(await currentStore()).name}`, robots: { index: true } };
}

export default async function CataloguePage(): Promise<ReactNode> {
  const catalogue = await publicCatalogue(await visitorActor());
  const groups = KINDS_IN_ORDER.map((kind) => ({
    kind,
    products: catalogue?.products.filter((product) => product.kind === kind) ?? [],
  })).filter(({ products }) => products.length > 0);
  return (
    <div className="grid gap-8">
      <header className="grid gap-2">
        <h1 className="text-display font-medium">Catalogue</h1>
        <p className="text-lead text-muted">
          Everything that we sell. Choose one, say what it is for, pay: no account is needed.
        </p>
      </header>
      {catalogue === null || groups.length === 0 ? (
        <Empty title="The shop has not opened yet">As soon as prices are published, they stand here.</Empty>
      ) : (
        <>
          {groups.length === 1 ? null : (
            <nav aria-label="Kinds of products">
              <ul className="flex flex-wrap gap-x-5 gap-y-2">
                {groups.map(({ kind }) => (
                  <li key={kind}>
                    <a href={`#${kind}`} className="text-accent underline underline-offset-2">
                      {KINDS[kind].title}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          )}
          {groups.map(({ kind, products }) => (
            <section key={kind} aria-labelledby={kind} className="grid gap-3">
              <div className="grid gap-1">
                <h2 id={kind} className="text-title font-medium">
                  {KINDS[kind].title}
                </h2>
                <p className="text-muted">{KINDS[kind].about}</p>
              </div>
              <ProductList products={products} currency={catalogue.currency} />
            </section>
          ))}
        </>
      )}
    </div>
  );
}
