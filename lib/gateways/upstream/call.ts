import type { z } from 'zod';
import type { UpstreamConnection } from './connection.ts';
import { REPLY_LIMIT } from './connection.ts';
import type { Exchange, ReadOutcome, TransportFault, WriteOutcome } from './outcome.ts';
import { postForm } from './post.ts';
import { redactor, redactParams, redactReply } from './redact.ts';
import type { Reply } from './reply.ts';
import { readReply } from './reply.ts';

/** One function of the upstream: its name, its parameters, and what a success looks like. */
export type UpstreamCall<T> = {
  readonly func: string;
  readonly params: Readonly<Record<string, string>>;
  /** Reads the content of `<doc>`; what it refuses is no success. */
  readonly reply: z.ZodType<T>;
  /** The reply is a list: the connection's own size limit counts. */
  readonly isList?: boolean;
};

/** Types that say no before anything is done (protocol.md 4.2). An internal fault ("xml") or an unknown type proves nothing. */
const REFUSALS: readonly string[] = ['auth', 'access', 'missed', 'value', 'exists', 'limit', 'license', 'extraconfirm'];

type Unanswered = { readonly cause: string; readonly fault: TransportFault; readonly exchange: Exchange };
type Answer =
  | ({ readonly kind: 'not_sent' } & Unanswered)
  | ({ readonly kind: 'no_answer' } & Unanswered)
  | { readonly kind: 'replied'; readonly reply: Reply; readonly exchange: Exchange };

/** Makes a call that changes nothing. */
export async function read<T>(connection: UpstreamConnection, call: UpstreamCall<T>): Promise<ReadOutcome<T>> {
  const answer = await send(connection, call);
  const { exchange } = answer;
  const failed = (message: string, fault: TransportFault | null): ReadOutcome<T> => ({
    ok: false,
    reason: 'upstream_unreachable',
    message,
    error: null,
    fault,
    exchange,
  });
  if (answer.kind !== 'replied') return failed(answer.cause, answer.fault);
  const { reply } = answer;
  if (reply.kind === 'unreadable') return failed(reply.cause, reply.fault);
  if (reply.kind === 'error') {
    const { error } = reply;
    return { ok: false, reason: error.reason, message: error.message, error, fault: null, exchange };
  }
  const value = call.reply.safeParse(reply.doc);
  return value.success
    ? { ok: true, value: value.data, exchange }
    : failed(`The reply to ${call.func} has another form`, null);
}

/** Makes a call that changes something at the upstream, once: nothing in here ever sends it again. */
export async function write<T>(connection: UpstreamConnection, call: UpstreamCall<T>): Promise<WriteOutcome<T>> {
  const answer = await send(connection, call);
  const { exchange } = answer;
  const unknown = (cause: string, fault: TransportFault | null): WriteOutcome<T> => ({
    kind: 'unknown',
    cause,
    fault,
    exchange,
  });
  if (answer.kind === 'not_sent') return { kind: 'not_sent', cause: answer.cause, fault: answer.fault, exchange };
  if (answer.kind === 'no_answer') return unknown(answer.cause, answer.fault);
  const { reply } = answer;
  if (reply.kind === 'unreadable') return unknown(reply.cause, reply.fault);
  if (reply.kind === 'error') {
    const { error } = reply;
    if (REFUSALS.includes(error.type)) return { kind: 'rejected', error, exchange };
    return unknown(`The upstream reported a fault of its own (${error.type}): ${error.message}`, null);
  }
  const value = call.reply.safeParse(reply.doc);
  return value.success
    ? { kind: 'accepted', value: value.data, exchange }
    : unknown(`The reply to ${call.func} does not say what was done`, null);
}

async function send<T>(connection: UpstreamConnection, call: UpstreamCall<T>): Promise<Answer> {
  const redact = redactor(connection.password);
  const params = new URLSearchParams({ func: call.func, ...call.params, out: 'xml', lang: 'en' });
  const request = redactParams(params, redact);
  params.set('authinfo', `${connection.username}:${connection.password}`);
  const limit = call.isList ? connection.sizeLimit : Math.min(REPLY_LIMIT, connection.sizeLimit);
  const startedAt = performance.now();
  const posted = await postForm(connection, params, limit);
  const durationMs = Math.round(performance.now() - startedAt);
  if (posted.kind === 'answered') {
    const exchange = { request, httpStatus: posted.status, response: redactReply(posted.body, redact), durationMs };
    return { kind: 'replied', reply: readReply(posted.status, posted.body, redact), exchange };
  }
  const httpStatus = posted.kind === 'no_answer' ? posted.status : null;
  const exchange = { request, httpStatus, response: null, durationMs };
  return { kind: posted.kind, cause: posted.cause, fault: posted.fault, exchange };
}
