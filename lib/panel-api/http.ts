import type { Clock } from '#lib/platform/clock.ts';
import { systemClock } from '#lib/platform/clock.ts';
import { badPassword, faultElement, unknownFunction, unknownStore } from './faults.ts';
import { findPanelStore } from './find-panel-store.ts';
import type { BuyAnswer } from './follow-buy-link.ts';
import { followBuyLink, readBuyLink } from './follow-buy-link.ts';
import type { Format } from './format.ts';
import { contentTypeOf, formatOf, writeDocument } from './format.ts';
import type { PanelResult } from './functions/panel-function.ts';
import type { Parameters } from './parameters.ts';
import { readParameters } from './parameters.ts';
import { PANEL_FUNCTIONS } from './registry.ts';

/** The paths on which panels call us (protocol.md 2.1). */
export const PANEL_PATHS: ReadonlySet<string> = new Set(['/', '/billmgr', '/manager/billmgr']);

/** A request on one of `PANEL_PATHS`. Cookies are not even looked at (S6). */
export type PanelRequest = {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly body: string | null;
  readonly contentType: string | null;
  readonly host: string;
  readonly address: string;
};

/** The answer: bytes to send, a redirect to the checkout, a page to render with this status, or nothing of the panel's. */
export type PanelAnswer =
  | {
      readonly kind: 'bytes';
      readonly status: number;
      readonly contentType: string;
      readonly body: Buffer;
      readonly headers: Readonly<Record<string, string>>;
    }
  | BuyAnswer
  | { readonly kind: 'pass' };

const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;
const ALLOWED = 'GET, HEAD, POST, OPTIONS';

/** Answers a panel or a Buy link; no input leads to a 5xx. What is neither passes on to the shop's pages. */
export async function answerPanel(request: PanelRequest, clock: Clock = systemClock): Promise<PanelAnswer> {
  const params = await readParameters(request);
  const func = params.get('func') ?? '';
  const isCall = func !== '' || params.has('authinfo');
  const isLink = !isCall && (params.has('module') || params.has('module_id'));
  if (!isCall && !isLink) return { kind: 'pass' };
  switch (request.method) {
    case 'GET':
    case 'POST':
    case 'HEAD':
      break;
    case 'OPTIONS':
      return empty(204);
    default:
      return empty(405);
  }
  const now = clock();
  const storeId = await findPanelStore(request.host, now);
  if (isLink) {
    if (request.method !== 'HEAD') return followBuyLink(params, storeId, request.address, now);
    // A link that is only looked at makes no quote, so there is no checkout yet to lead to.
    const read = readBuyLink(params, storeId);
    return read.kind === 'read' ? empty(200) : read;
  }
  const format = formatOf(params.get('out'));
  const result = await run(func, { storeId, params, format, address: request.address, now });
  const body = result.kind === 'document' ? result.bytes : writeDocument(format, func, [faultElement(result.fault)]);
  return { kind: 'bytes', status: 200, contentType: contentTypeOf(format), body, headers: HEADERS };
}

type Call = {
  readonly storeId: string | null;
  readonly params: Parameters;
  readonly format: Format;
  readonly address: string;
  readonly now: Date;
};

async function run(func: string, { storeId, ...call }: Call): Promise<PanelResult> {
  const known = PANEL_FUNCTIONS.get(func);
  if (!known) return { kind: 'fault', fault: func === '' ? badPassword() : unknownFunction(func) };
  if (storeId === null) return { kind: 'fault', fault: unknownStore() };
  return known({ ...call, storeId });
}

function empty(status: number): PanelAnswer {
  const headers = status === 200 ? HEADERS : { ...HEADERS, allow: ALLOWED };
  return { kind: 'bytes', status, contentType: 'text/plain; charset=utf-8', body: Buffer.alloc(0), headers };
}
