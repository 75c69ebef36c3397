import { z } from 'zod';
import type { Reason } from '#lib/domain/fulfilment.ts';
import type { TransportFault, UpstreamError } from './outcome.ts';
import { parseXml } from './xml.ts';

/** A reply's body: the content of `<doc>`, an error envelope, or nothing usable. */
export type Reply =
  | { readonly kind: 'document'; readonly doc: unknown }
  | { readonly kind: 'error'; readonly error: UpstreamError }
  | { readonly kind: 'unreadable'; readonly cause: string; readonly fault: TransportFault };

const text = z.array(z.object({ '#text': z.string().default('') }));

const envelope = z.object({
  doc: z.tuple([
    z.looseObject({
      error: z
        .tuple([
          z.looseObject({
            '#text': z.string().default(''),
            '@type': z.string().optional(),
            '@object': z.string().optional(),
            '@code': z.string().optional(),
            '@obj': z.string().optional(),
            msg: text.optional(),
          }),
        ])
        .optional(),
    }),
  ]),
});

/** Types by the number of the version 4 envelope (protocol.md 4.2). */
const LEGACY_TYPES: Readonly<Record<string, string>> = {
  '1': 'xml',
  '2': 'exists',
  '3': 'missed',
  '4': 'value',
  '5': 'limit',
  '6': 'access',
  '7': 'license',
  '8': 'message',
};

/** A front end answers for many reasons, but these say that nothing of ours is at that address. */
const NOTHING_HERE: readonly number[] = [404, 405, 410];

/** Reads a reply. A 5xx is never trusted, whatever its body says; a redirect is never followed. */
export function readReply(status: number, body: string, redact: (text: string) => string): Reply {
  const byStatus = (cause: string): Reply => ({ kind: 'unreadable', cause, fault: 'http' });
  if (status >= 500) return byStatus(`The upstream answered with HTTP ${status}`);
  if (status >= 300 && status < 400) return byStatus(`The upstream redirected (HTTP ${status})`);
  const parsed = envelope.safeParse(parseXml(body));
  if (!parsed.success) {
    const isOther = status === 200 || NOTHING_HERE.includes(status);
    const cause = `The reply is not the expected XML document (HTTP ${status})`;
    return { kind: 'unreadable', cause, fault: isOther ? 'not_billmanager' : 'http' };
  }
  const [doc] = parsed.data.doc;
  const error = doc.error?.[0];
  if (error) {
    const type = error['@type'] ?? LEGACY_TYPES[error['@code'] ?? ''] ?? '';
    const object = error['@object'] ?? error['@obj'] ?? '';
    const message = forPeople(redact(error.msg?.[0]?.['#text'] || error['#text']));
    return { kind: 'error', error: { type, object, message, reason: reasonFor(type, object) } };
  }
  // 4xx pages come from the front end, not from the API, even where they happen to be well-formed.
  if (status !== 200) return byStatus(`The upstream answered with HTTP ${status}`);
  return { kind: 'document', doc };
}

/** The reason that an envelope stands for (protocol.md 4.2; money and licence as the samples have them). */
export function reasonFor(type: string, object: string): Reason {
  if (type === 'auth') return object === 'badip' ? 'address_refused' : 'wrong_login';
  if (type === 'extraconfirm') return 'two_factor';
  if (type === 'access') return 'not_permitted';
  if (type === 'value' && object === 'balance') return 'low_balance';
  if (type === 'value' && object === 'item') return 'licence_refused';
  if (type === 'value' && object === 'ip') return 'ip_refused';
  return 'refused';
}

function forPeople(message: string): string {
  return message
    .replace(/<[^>]*>/g, ' ')
    .replace(/\p{Cc}+|\s+/gu, ' ')
    .trim()
    .slice(0, 500);
}
