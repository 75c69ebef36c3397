'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { requestCatalogueQuote } from '#lib/quotes/request-catalogue-quote.ts';
import { visitorAction } from '#lib/web/action.ts';

const ADDON = /^addon_(\d{1,12})$/;

const typed = z.string().max(500).optional();

const schema = z
  .object({ product: z.string().min(1).max(64), licence: typed, ip: typed, licname: typed })
  .catchall(z.string().max(500))
  .transform(({ product, licence, ip, licname, ...rest }) => ({
    productId: product,
    licence,
    ip,
    licname,
    addons: Object.fromEntries(
      Object.entries(rest).flatMap(([name, value]) => {
        const id = ADDON.exec(name)?.[1];
        return id === undefined ? [] : [[id, value] as const];
      }),
    ),
  }));

export const wishAction = visitorAction(schema, async (visitor, wish) => {
  const quoteId = await requestCatalogueQuote(visitor, wish, new Date());
  return redirect(`/checkout/${quoteId}`);
});
