import type { ServerResponse } from 'node:http';

/** What goes back to the caller: a body, or a connection cut without a word. */
export type Answer =
  | { drop: true }
  | { drop: false; status: number; contentType: string; body: string | Buffer; headers?: Record<string, string> };

export function htmlAnswer(body: string, status = 200): Answer {
  return { drop: false, status, contentType: 'text/html; charset=utf-8', body };
}

export function textAnswer(body: string, status: number): Answer {
  return { drop: false, status, contentType: 'text/plain; charset=utf-8', body };
}

export function jsonAnswer(value: unknown, status = 200): Answer {
  return { drop: false, status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

/** Sends the browser on with a GET after a form. */
export function seeOther(location: string): Answer {
  return { drop: false, status: 303, contentType: 'text/plain; charset=utf-8', body: '', headers: { location } };
}

/** Writes the answer. A caller that has hung up meanwhile is not an error. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (answer.drop) {
    response.socket?.destroy();
    return;
  }
  if (response.destroyed) return;
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': 'no-store',
    ...answer.headers,
  });
  response.end(answer.body);
}
