import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { UpstreamConnection } from './connection.ts';

/** What became of one POST. `not_sent` is proven: the body is only written once the connection stands. */
export type Posted =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'not_sent'; readonly cause: string }
  | { readonly kind: 'no_answer'; readonly status: number | null; readonly cause: string };

type Target = { readonly url: URL; readonly body: string; readonly timeoutMs: number; readonly limit: number };

/** Posts a form over a fresh connection. Redirects are not followed; a reply over `limit` bytes is cut off and unusable. */
export function postForm(connection: UpstreamConnection, params: URLSearchParams, limit: number): Promise<Posted> {
  const url = URL.canParse(connection.url) ? new URL(connection.url) : null;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    return Promise.resolve({ kind: 'not_sent', cause: 'The address of the upstream account cannot be used' });
  }
  return post({ url, body: params.toString(), timeoutMs: connection.timeoutMs, limit });
}

function post({ url, body, timeoutMs, limit }: Target): Promise<Posted> {
  return new Promise((resolve) => {
    const secure = url.protocol === 'https:';
    const options = {
      method: 'POST',
      // A kept-alive connection could be closed by the other side while we write: then nothing would be proven.
      agent: false,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        accept: 'text/xml, application/xml',
        'user-agent': 'Panelshop',
      },
    } as const;
    const request = secure ? requestHttps(url, options) : requestHttp(url, options);
    const startedAt = performance.now();
    let connected = false;
    let status: number | null = null;

    const settle = (result: Posted): void => {
      clearTimeout(timer);
      resolve(result);
      request.destroy();
    };
    const fail = (cause: string): void =>
      settle(connected ? { kind: 'no_answer', status, cause } : { kind: 'not_sent', cause });
    const timer = setTimeout(() => fail(`No answer within ${Math.round(timeoutMs / 100) / 10} s`), timeoutMs);

    request.once('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        // A process that slept meanwhile sends nothing any more: others may have looked, and found nothing.
        if (performance.now() - startedAt > timeoutMs) return fail('The time was over before anything was sent');
        connected = true;
        request.end(body);
      });
    });
    request.on('error', (error) => fail(describe(error, connected)));
    request.once('response', (response) => {
      status = response.statusCode ?? null;
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > limit) fail(`The reply is larger than ${limit} bytes`);
        else chunks.push(chunk);
      });
      response.once('end', () =>
        settle({ kind: 'answered', status: status ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', (error) => fail(describe(error, connected)));
    });
  });
}

function describe(error: Error, connected: boolean): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return connected ? `The connection was lost (${code})` : `No connection could be made (${code})`;
}
