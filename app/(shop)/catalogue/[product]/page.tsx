import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import type { ReactNode } from 'react';
import { findOffered } from '#lib/pricing/public-catalogue.ts';
import { visitorActor } from '#lib/web/actor.ts';
import { routeId } from '#lib/web/route-id.ts';
import { KINDS } from '../../kinds.ts';
import { WishForm } from './wish-form.tsx';

type Props = { params: Promise<{ product: string }> };

const load = cache(
  async (product: string) => (await findOffered(await visitorActor(), routeId(product))) ?? notFound(),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).product)).product.name, robots: { index: true } };
}

export default async function ProductPage({ params }: Props): Promise<ReactNode> {
  const { product, currency } = await load((await params).product);
  const { title, about } = KINDS[product.kind];
  return (
    <div className="grid max-w-2xl gap-6">
      <header className="grid gap-2">
        <p>
          <Link
            href={`/catalogue#${product.kind}`}
            prefetch={false}
            className="text-accent underline underline-offset-2"
          >
            {title}
          </Link>
        </p>
        <h1 className="text-display font-medium">{product.name}</h1>
        <p className="text-lead text-muted">{about}</p>
      </header>
      <WishForm product={product} currency={currency} />
    </div>
  );
}
