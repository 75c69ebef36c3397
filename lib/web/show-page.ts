import type { IncomingMessage, ServerResponse } from 'node:http';

/** What answers a request that the front passes on. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Lets Next render `page`, a path with its query, in place of what was asked, under a 4xx status that says to machines too
 * that there is nothing else.
 */
export function showPage(
  request: IncomingMessage,
  response: ServerResponse,
  next: Handler,
  page: string,
  status: number,
): Promise<void> {
  request.method = request.method === 'HEAD' ? 'HEAD' : 'GET';
  request.url = page;
  delete request.headers['content-type'];
  delete request.headers['content-length'];
  // Next finds the page and would call that a success.
  Object.defineProperty(response, 'statusCode', { get: () => status, set: () => {} });
  return next(request, response);
}
