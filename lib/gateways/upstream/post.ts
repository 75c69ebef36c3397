import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { UpstreamConnection } from './connection.ts';
import type { TransportFault } from './outcome.ts';
import { faultOf } from './transport-fault.ts';
import { reachable } from './reachable.ts';

/** What became of one POST. `not_sent` is proven: the body is only written once the connection stands. */
export type Posted =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'not_sent'; readonly cause: string; readonly fault: TransportFault }
  | {
      readonly kind: 'no_answer';
      readonly status: number | null;
      readonly cause: string;
      readonly fault: TransportFault;
    };

type Target = {
  readonly url: URL;
  readonly lookup: LookupFunction;
  readonly body: string;
  readonly timeoutMs: number;
  readonly limit: number;
};

/** Posts a form over a fresh connection. Redirects are not followed; a reply over `limit` bytes is cut off and unusable. */
export function postForm(connection: UpstreamConnection, params: URLSearchParams, limit: number): Promise<Posted> {
  const target = reachable(connection);
  if ('fault' in target) return Promise.resolve({ kind: 'not_sent', ...target });
  return post({ ...target, body: params.toString(), timeoutMs: connection.timeoutMs, limit });
}

function post({ url, lookup, body, timeoutMs, limit }: Target): Promise<Posted> {
  return new Promise((resolve) => {
    const secure = url.protocol === 'https:';
    const options = {
      method: 'POST',
      // A kept-alive connection could be closed by the other side while we write: then nothing would be proven.
      agent: false,
      lookup,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        accept: 'text/xml, application/xml',
        'user-agent': 'Panelshop',
      },
    } as const;
    const request = secure ? requestHttps(url, options) : requestHttp(url, options);
    const startedAt = performance.now();
    // How far it came: a socket of HTTPS is reached before its handshake is done.
    let reached = false;
    let connected = false;
    let status: number | null = null;

    const settle = (result: Posted): void => {
      clearTimeout(timer);
      resolve(result);
      request.destroy();
    };
    const fail = (fault: TransportFault, cause: string): void =>
      settle(connected ? { kind: 'no_answer', status, cause, fault } : { kind: 'not_sent', cause, fault });
    const failBy = (error: Error): void => {
      const { fault, cause } = faultOf(error, { reached, connected });
      fail(fault, cause);
    };
    const timer = setTimeout(
      () => fail('timeout', `No answer within ${Math.round(timeoutMs / 100) / 10} s`),
      timeoutMs,
    );

    request.once('socket', (socket) => {
      socket.once('connect', () => {
        reached = true;
      });
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        // A process that slept meanwhile sends nothing any more: others may have looked, and found nothing.
        if (performance.now() - startedAt > timeoutMs) {
          return fail('timeout', 'The time was over before anything was sent');
        }
        connected = true;
        request.end(body);
      });
    });
    request.on('error', failBy);
    request.once('response', (response) => {
      status = response.statusCode ?? null;
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > limit) fail('too_large', `The reply is larger than ${limit} bytes`);
        else chunks.push(chunk);
      });
      response.once('end', () =>
        settle({ kind: 'answered', status: status ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', failBy);
    });
  });
}
