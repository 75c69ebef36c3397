import type { BuyLink } from '#lib/domain/buy-link.ts';
import { parseBuyLink } from '#lib/domain/buy-link.ts';
import type { QuoteProblem } from '#lib/quotes/request-quote.ts';
import { requestQuote } from '#lib/quotes/request-quote.ts';
import { printable } from './element.ts';
import type { Parameters } from './parameters.ts';

/** Where a Buy link leads: to its checkout, or to a designed page with a 4xx status. */
export type BuyAnswer = { readonly kind: 'redirect'; readonly location: string } | BuyProblem;

type BuyProblem = { readonly kind: 'problem'; readonly status: number; readonly page: string };
type ReadLink = { readonly kind: 'read'; readonly storeId: string; readonly link: BuyLink };

const STATUS = {
  contradictory: 400,
  module_missing: 400,
  module_malformed: 400,
  licence_missing: 400,
  licence_malformed: 400,
  ip_malformed: 400,
  unknown_module: 404,
  not_sold: 404,
  store_unknown: 404,
  store_closed: 404,
  already_owned: 409,
  already_being_bought: 409,
  too_many: 429,
} as const satisfies Record<QuoteProblem, number>;

const SHOWN_NAMES = ['module', 'module_id', 'license', 'ip'] as const;
const SHOWN = 80;

/** Follows a Buy link (protocol.md 5.1): a quote is made, nothing is bought. */
export async function followBuyLink(
  params: Parameters,
  storeId: string | null,
  address: string,
  now: Date,
): Promise<BuyAnswer> {
  const read = readBuyLink(params, storeId);
  if (read.kind === 'problem') return read;
  const result = await requestQuote({ kind: 'visitor', storeId: read.storeId, address }, read.link, now);
  return result.kind === 'quoted'
    ? { kind: 'redirect', location: `/checkout/${result.quoteId}` }
    : problem(result.problem, params);
}

/** Reads a Buy link without making a quote: what it asks of which store, or the page that says why it cannot be followed. */
export function readBuyLink(params: Parameters, storeId: string | null): BuyProblem | ReadLink {
  // Which of two licences is meant, nobody can tell: not the first one, silently.
  if (SHOWN_NAMES.some((name) => params.contradictory.has(name))) return problem('contradictory', params);
  const given = Object.fromEntries(
    SHOWN_NAMES.flatMap((name) => (params.has(name) ? [[name, params.get(name) ?? '']] : [])),
  );
  const parsed = parseBuyLink(given);
  if (!parsed.ok) return problem(parsed.fault, params);
  return storeId === null ? problem('store_unknown', params) : { kind: 'read', storeId, link: parsed.link };
}

function problem(kind: QuoteProblem, params: Parameters): BuyProblem {
  const page = new URLSearchParams({ kind });
  for (const name of SHOWN_NAMES) {
    const value = printable((params.get(name) ?? '').slice(0, SHOWN)).trim();
    if (value !== '') page.set(name, value);
  }
  return { kind: 'problem', status: STATUS[kind], page: `/buy-problem?${page}` };
}
