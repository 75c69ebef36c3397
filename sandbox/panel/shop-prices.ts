import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** A module as the shop offers it to panels; `monthlyCost` is null where there is no price by the month. */
export type ShopModule = {
  id: string;
  additionintname: string;
  name: string;
  monthlyCost: string | null;
  currency: string;
};

/** The shop's price list, or a sentence on why there is none. */
export type ShopPrices = { modules: ShopModule[]; problem: null } | { modules: null; problem: string };

const TIME_LIMIT_MS = 5_000;

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => ['pricelist', 'price', 'period'].includes(name),
});

const text = z.union([z.string(), z.looseObject({ '#text': z.string() }).transform((node) => node['#text'])]);

const periodSchema = z.looseObject({ '@cost': z.string(), '@type': z.string(), '@length': z.string() });

const priceListSchema = z.looseObject({
  id: text,
  additionintname: text,
  name: text.optional(),
  price: z.array(z.looseObject({ '@currency': z.string(), period: z.array(periodSchema).default([]) })).default([]),
});

const replySchema = z.object({
  doc: z.union([
    z.literal(''),
    z.looseObject({
      error: z.looseObject({ '@type': z.string(), '@object': z.string().optional() }).optional(),
      pricelist: z.array(priceListSchema).default([]),
    }),
  ]),
});

/** Asks the shop for its prices as a panel does: no credentials, root path (protocol.md 5.1). */
export async function readShopPrices(shopUrl: string): Promise<ShopPrices> {
  const address = `${shopUrl}/?func=pricelist.export&itemtype=addition&onlyavailable=on&out=xml`;
  let body: string;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(TIME_LIMIT_MS), redirect: 'error' });
    if (!response.ok) return { modules: null, problem: `The shop at ${shopUrl} answered HTTP ${response.status}.` };
    body = await response.text();
  } catch {
    return { modules: null, problem: `The shop at ${shopUrl} cannot be reached. Start it, then load this page again.` };
  }
  return parsePrices(body, shopUrl);
}

function parsePrices(body: string, shopUrl: string): ShopPrices {
  const unreadable = { modules: null, problem: `The shop at ${shopUrl} answered, but not with a price list.` };
  let reply: z.output<typeof replySchema>;
  try {
    reply = replySchema.parse(parser.parse(body, true));
  } catch {
    return unreadable;
  }
  if (reply.doc === '') return { modules: [], problem: null };
  const { error, pricelist } = reply.doc;
  if (error) {
    const what = `${error['@type']}/${error['@object'] ?? ''}`;
    return { modules: null, problem: `The shop at ${shopUrl} refused the price list: ${what}.` };
  }
  return { modules: pricelist.map(readModule), problem: null };
}

function readModule(tariff: z.output<typeof priceListSchema>): ShopModule {
  const price = tariff.price[0];
  const monthly = price?.period.find((period) => period['@type'] === 'month' && period['@length'] === '1');
  return {
    id: tariff.id,
    additionintname: tariff.additionintname,
    name: tariff.name ?? tariff.additionintname,
    monthlyCost: monthly && monthly['@cost'] !== '' ? monthly['@cost'] : null,
    currency: price?.['@currency'] ?? '',
  };
}
