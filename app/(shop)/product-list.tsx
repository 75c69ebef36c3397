import Link from 'next/link';
import type { ReactNode } from 'react';
import type { OfferedProduct } from '#lib/pricing/public-catalogue.ts';
import { PriceFrom } from './price-from.tsx';

/** Products with their prices; each name leads to where it is bought. */
export function ProductList({
  products,
  currency,
}: {
  products: readonly OfferedProduct[];
  currency: string;
}): ReactNode {
  return (
    <ul className="rounded-box border border-line bg-surface">
      {products.map((product) => (
        <li
          key={product.id}
          className="flex items-baseline justify-between gap-4 border-b border-line px-4 py-2.5 last:border-b-0"
        >
          <Link
            href={`/catalogue/${product.id}`}
            prefetch={false}
            className="min-w-0 text-accent underline underline-offset-2"
          >
            {product.name}
          </Link>
          <PriceFrom product={product} currency={currency} />
        </li>
      ))}
    </ul>
  );
}
