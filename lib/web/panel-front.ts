import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerPanel, PANEL_PATHS } from '#lib/panel-api/http.ts';
import { readBody } from './read-body.ts';
import { sendText } from './send-text.ts';
import { limitKey } from './sender.ts';
import type { Sender } from './sender.ts';
import type { Handler } from './show-page.ts';
import { showPage } from './show-page.ts';

const QUERY_LIMIT = 16 * 1024;
const BODY_LIMIT = 64 * 1024;
const FORM = 'application/x-www-form-urlencoded';
// A link that nobody's panel makes: too long to be read at all.
const TOO_LONG_PAGE = '/buy-problem?kind=module_malformed';

/**
 * Whether a panel or a Buy link may be asking. At `/` only its parameters and its form tell it from somebody who visits the
 * shop; the page there has no form of its own. One live client sends a form without saying so (protocol.md 2.2).
 */
export function isPanelRequest(request: IncomingMessage, path: string, query: string): boolean {
  if (!PANEL_PATHS.has(path)) return false;
  if (path !== '/') return true;
  const parameters = new URLSearchParams(query);
  if (['func', 'module', 'module_id'].some((name) => parameters.has(name))) return true;
  if (request.method !== 'POST') return false;
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data') return request.headers['next-action'] === undefined;
  return type === '' || type === FORM;
}

function tooLong(
  request: IncomingMessage,
  response: ServerResponse,
  next: Handler,
  query: string,
  status: 413 | 414,
): Promise<void> {
  response.setHeader('Connection', 'close');
  if (!new URLSearchParams(query).has('func')) return showPage(request, response, next, TOO_LONG_PAGE, status);
  sendText(response, status, 'The request is too long.');
  return Promise.resolve();
}

/** Answers a panel's call or a Buy link; what is neither goes on to Next. */
export async function answerInFront(
  request: IncomingMessage,
  response: ServerResponse,
  { path, query, sender, next }: { path: string; query: string; sender: Sender; next: Handler },
): Promise<void> {
  const method = request.method ?? 'GET';
  if (query.length > QUERY_LIMIT) return tooLong(request, response, next, query, 414);
  const body = method === 'POST' ? await readBody(request, BODY_LIMIT) : '';
  if (body === null) return tooLong(request, response, next, query, 413);

  const contentType = request.headers['content-type'] ?? null;
  const { host, address } = sender;
  const answer = await answerPanel({
    method,
    path,
    query,
    body: method === 'POST' ? body : null,
    contentType,
    host,
    address: limitKey(address),
  });
  switch (answer.kind) {
    case 'bytes':
      response.writeHead(answer.status, {
        ...answer.headers,
        'Content-Type': answer.contentType,
        'Content-Length': answer.body.length,
        'X-Content-Type-Options': 'nosniff',
      });
      response.end(method === 'HEAD' ? undefined : answer.body);
      return;
    case 'redirect':
      response.writeHead(303, {
        Location: answer.location,
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
      });
      response.end();
      return;
    case 'problem':
      return showPage(request, response, next, answer.page, answer.status);
    case 'pass':
      if (method === 'POST') {
        response.setHeader('Allow', 'GET, HEAD');
        return sendText(response, 405, 'A form sent here must name a function or a module.');
      }
      if (path === '/') return next(request, response);
      // A person who tries the address that the panel was given is shown the shop.
      response.writeHead(307, { Location: '/' });
      response.end();
  }
}
