import type { IncomingMessage } from 'node:http';

/** A request with its body read. `params` holds query first, then form fields, so that `get` gives the first value. */
export type ReceivedRequest = {
  method: string;
  path: string;
  params: URLSearchParams;
  /** Form fields alone, without the query. */
  form: URLSearchParams;
  /** The parsed body of an `application/json` request; undefined for any other. */
  json: unknown;
  header(name: string): string;
};

/** A request that cannot be read at all; answered with its HTTP status. */
export class UnreadableRequest extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const BODY_LIMIT = 1_000_000;

/** Reads query and body. A form body may be urlencoded, multipart, or come without a content type (protocol.md 2.2). */
export async function readRequest(message: IncomingMessage): Promise<ReceivedRequest> {
  const url = URL.canParse(message.url ?? '/', 'http://sandbox') ? new URL(message.url ?? '/', 'http://sandbox') : null;
  if (!url) throw new UnreadableRequest(400, 'Unreadable address');
  const contentType = message.headers['content-type'] ?? '';
  const body = await readBody(message);
  const isJson = contentType.startsWith('application/json');
  const form = isJson ? new URLSearchParams() : await readForm(body, contentType);
  const params = new URLSearchParams(url.searchParams);
  for (const [name, value] of form) params.append(name, value);
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    params,
    form,
    json: isJson ? readJson(body) : undefined,
    header: (name) => {
      const value = message.headers[name];
      return typeof value === 'string' ? value : '';
    },
  };
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes: Buffer = Buffer.from(chunk);
    size += bytes.length;
    if (size > BODY_LIMIT) throw new UnreadableRequest(413, 'Body too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

async function readForm(body: Buffer, contentType: string): Promise<URLSearchParams> {
  if (!contentType.startsWith('multipart/form-data')) return new URLSearchParams(body.toString('utf8'));
  const headers = { 'content-type': contentType };
  const fields = new URLSearchParams();
  const parsed = await new Response(new Uint8Array(body), { headers }).formData().catch(() => null);
  if (!parsed) throw new UnreadableRequest(400, 'Unreadable multipart body');
  for (const [name, value] of parsed) if (typeof value === 'string') fields.append(name, value);
  return fields;
}

function readJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new UnreadableRequest(400, 'Unreadable JSON body');
  }
}
