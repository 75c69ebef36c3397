import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { log } from '#lib/platform/log.ts';
import { blameForm } from './blame-form.ts';
import { readHealth } from './health.ts';
import { answerInFront, isPanelRequest } from './panel-front.ts';
import type { Refusal } from './refusals.ts';
import { METHODS, namesSomething, refuseForm, refuseMethod } from './refusals.ts';
import { sendText } from './send-text.ts';
import { readSender } from './sender.ts';
import type { Sender } from './sender.ts';
import type { Handler } from './show-page.ts';
import { showPage } from './show-page.ts';

// A path without a page, for the page that says so.
const NOWHERE = '/not-found';

const LIMITS = {
  // Twice what a panel may send, so that too long a link still gets a page and not a broken connection.
  maxHeaderSize: 48 * 1024,
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  // Longer than the usual idle time of a reverse proxy, which would otherwise meet closed connections.
  keepAliveTimeout: 65_000,
  // Next listens for upgrades without answering one: what asks for an upgrade is answered as if it had not.
  shouldUpgradeCallback: () => false,
} as const;

async function answerHealth(response: ServerResponse): Promise<void> {
  const health = await readHealth(new Date());
  response.writeHead(health.status === 'failing' ? 503 : 200, {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
  });
  response.end(`${JSON.stringify(health)}\n`);
}

/** The path and query of a request line, also of one in absolute form; null for anything else. */
function split(url: string): { path: string; query: string } | null {
  const local = url.startsWith('/') ? url : (URL.parse(url)?.pathname ?? null);
  if (local === null) return null;
  const at = url.indexOf('?');
  const query = at === -1 ? '' : url.slice(at + 1);
  const end = local.indexOf('?');
  return { path: end === -1 ? local : local.slice(0, end), query };
}

function refuse(response: ServerResponse, { status, text, allow }: Refusal): void {
  if (allow !== undefined) response.setHeader('Allow', allow);
  // A body that nobody reads would hold the connection.
  response.setHeader('Connection', 'close');
  sendText(response, status, text);
}

async function passForm(
  request: IncomingMessage,
  response: ServerResponse,
  sender: Sender,
  next: Handler,
): Promise<void> {
  const refusal = refuseForm(request, sender);
  if (refusal) return refuse(response, refusal);
  const { headers } = request;
  // The origin is ours. Next would compare it once more, letter by letter, with this header alone.
  if (headers.origin !== undefined) headers['x-forwarded-host'] = new URL(headers.origin).host;
  if (/^multipart\//i.test(headers['content-type'] ?? '')) blameForm(response);
  return next(request, response);
}

async function answer(request: IncomingMessage, response: ServerResponse, next: Handler | null): Promise<void> {
  const target = split(request.url ?? '');
  const sender = target && readSender(request);
  if (!target || !sender) return sendText(response, 400, 'The address of the request cannot be read.');
  const { path, query } = target;
  const method = request.method ?? '';
  const wrongMethod = refuseMethod(method, path);
  if (wrongMethod) return refuse(response, wrongMethod);
  if (path === '/api/health') return answerHealth(response);
  if (next === null) return sendText(response, 404, 'This process answers /api/health only.');
  if (method === 'OPTIONS') return void response.writeHead(204, { Allow: METHODS }).end();
  if (!namesSomething(path)) return showPage(request, response, next, NOWHERE, 404);
  // Next and what runs in it see the path form alone.
  request.url = query === '' ? path : `${path}?${query}`;
  if (isPanelRequest(request, path, query)) return answerInFront(request, response, { path, query, sender, next });
  // Payment providers' machines sign what they send; everything else that is posted is a form of ours.
  if (method === 'POST' && !path.startsWith('/api/payments/')) return passForm(request, response, sender, next);
  return next(request, response);
}

const OVERFLOW_PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>The link is too long</title><body><h1>The link is too long to be read</h1>
<p>Nothing was ordered and nothing was charged. Go back to your panel and press Buy again.</p></body></html>
`;

function answerUnreadable(error: Error & { code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.writableEnded) return;
  const overflow = error.code === 'HPE_HEADER_OVERFLOW';
  const status = overflow
    ? '431 Request Header Fields Too Large'
    : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? '408 Request Timeout'
      : '400 Bad Request';
  const body = overflow ? OVERFLOW_PAGE : 'The request cannot be read.\n';
  const type = overflow ? 'text/html' : 'text/plain';
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/**
 * The server in front: health and panels are answered here, everything else by `next`; with null, health alone. A request
 * that cannot be read is answered with 4xx, an unexpected fault is logged and answered with 500.
 */
export function createFront(next: Handler | null): Server {
  const server = createServer(LIMITS, (request, response) => {
    answer(request, response, next).catch((error: unknown) => {
      // Who hangs up while sending is nobody's bug.
      if (request.destroyed && !request.complete) return;
      log().error({ err: error }, 'a request failed in front of the pages');
      sendText(response, 500, 'Something went wrong.');
    });
  });
  server.on('clientError', answerUnreadable);
  return server;
}
