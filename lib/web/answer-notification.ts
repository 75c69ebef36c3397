import { receiveNotification } from '#lib/billing/receive-notification.ts';
import { takeRateLimit } from '#lib/platform/rate-limit.ts';
import { addressOf } from './address.ts';
import { readRequestText } from './read-request-text.ts';

const BODY_LIMIT = 64 * 1024;
const PER_MINUTE = 600;

function answer(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, {
    status,
    headers: { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', ...headers },
  });
}

/** Answers a payment provider's notification; at most 600 a minute of one address and 64 kB each are read at all. */
export async function answerNotification(request: Request, provider: string, now: Date): Promise<Response> {
  if (!(await takeRateLimit(`notify:${addressOf(request.headers)}`, PER_MINUTE, 60, now))) {
    return answer(429, 'too many', { Connection: 'close' });
  }
  const rawBody = await readRequestText(request, BODY_LIMIT);
  if (rawBody === null) return answer(413, 'too large', { Connection: 'close' });
  const { status, body } = await receiveNotification(
    { provider, rawBody, header: (name) => request.headers.get(name) },
    now,
  );
  return answer(status, body);
}
