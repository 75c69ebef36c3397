import { createServer } from 'node:http';
import type { UpstreamConnection } from '#lib/gateways/upstream/connection.ts';

/** What a raw upstream answers; a text is a reply with HTTP 200. */
export type RawReply =
  | string
  | { readonly status: number; readonly body: string; readonly headers?: Record<string, string> };

/** A request as it came. */
export type RawRequest = {
  readonly method: string;
  readonly url: string;
  readonly params: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** A server that answers what a test says, for replies that the sandbox never gives. */
export async function startRawUpstream(reply: (request: RawRequest) => RawReply) {
  const requests: RawRequest[] = [];
  const server = createServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const params = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
      const request = { method: message.method ?? '', url: message.url ?? '', params, headers: message.headers };
      requests.push(request);
      const answer = reply(request);
      const { status, body, headers } =
        typeof answer === 'string' ? { status: 200, body: answer, headers: {} } : answer;
      response.writeHead(status, { 'content-type': 'text/xml', ...headers }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    requests,
    connection: connectionTo(`http://127.0.0.1:${port}/billmgr`),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A connection as an account of the sandbox has it, with a short time limit. */
export function connectionTo(url: string, change: Partial<UpstreamConnection> = {}): UpstreamConnection {
  return {
    url,
    username: 'reseller',
    password: 'sandbox-password',
    timeoutMs: 2_000,
    allowPrivate: true,
    sizeLimit: 1_000_000,
    ...change,
  };
}

/** What a call makes of one reply; a table answers by function, and denies what it does not have. */
export async function answerOf<T>(
  reply: string | Readonly<Record<string, string>>,
  call: (connection: UpstreamConnection) => Promise<T>,
): Promise<T> {
  const upstream = await startRawUpstream(({ params }) =>
    typeof reply === 'string' ? reply : (reply[params.get('func') ?? ''] ?? errorReply('access', 'func')),
  );
  const value = await call(upstream.connection);
  await upstream.close();
  return value;
}

/** An error envelope (protocol.md 4.1). */
export function errorReply(type: string, object: string): string {
  return `<doc><error type="${type}" object="${object}"><msg>No</msg></error></doc>`;
}

/** The parameters of the one request that a call sends, without those that every call has. */
export async function paramsOf(
  call: (connection: UpstreamConnection) => Promise<unknown>,
): Promise<Readonly<Record<string, string>>> {
  const upstream = await startRawUpstream(() => '<doc><id>1</id><ok/></doc>');
  await call(upstream.connection);
  await upstream.close();
  const [request, another] = upstream.requests;
  if (!request || another) throw new Error(`The call sent ${upstream.requests.length} requests, not one`);
  const { out: _out, lang: _lang, authinfo: _authinfo, ...own } = Object.fromEntries(request.params);
  return own;
}
