import type { AuditEntry, PaymentEvent, UpstreamCall } from '#prisma/generated/client.ts';
import { sentenceFor } from './sentences.ts';

/** One line of an order's story. `evidence` is what stands behind it, secrets removed; null when the sentence says it all. */
export type TimelineEntry = {
  readonly at: Date;
  readonly sentence: string;
  readonly actor: string;
  readonly tone: 'neutral' | 'good' | 'waiting' | 'attention' | 'danger';
  readonly evidence: Readonly<Record<string, unknown>> | null;
};

type Sources = {
  readonly quotedAt: Date;
  readonly audit: readonly AuditEntry[];
  readonly payments: readonly { readonly events: readonly PaymentEvent[] }[];
  readonly calls: readonly UpstreamCall[];
  readonly mails: readonly { readonly subject: string; readonly status: string; readonly createdAt: Date }[];
  readonly staff: readonly { readonly id: string; readonly name: string }[];
};

function callEvidence(call: UpstreamCall): Record<string, unknown> {
  const { func, status, resolution, request, httpStatus, response, errorType, errorObject, message, correlation } =
    call;
  return { func, status, resolution, httpStatus, errorType, errorObject, message, correlation, request, response };
}

/** The whole story of an order in sentences, oldest first: link, audit, notifications, upstream calls, mails. */
export function timelineOf(sources: Sources): readonly TimelineEntry[] {
  const calls = new Map(sources.calls.map((call) => [call.id, call]));
  const names = new Map(sources.staff.map((user) => [user.id, user.name]));
  const story: TimelineEntry[] = [
    {
      at: sources.quotedAt,
      sentence: 'The customer pressed Buy in the panel and got a quote.',
      actor: 'customer',
      tone: 'neutral',
      evidence: null,
    },
  ];
  for (const entry of sources.audit) {
    const after = isFacts(entry.after) ? entry.after : {};
    const call = typeof after['call'] === 'string' ? calls.get(after['call']) : undefined;
    const { sentence, tone } = sentenceFor(entry.event, after);
    const facts = {
      ...(isFacts(entry.before) ? { before: entry.before } : {}),
      ...(Object.keys(after).length > 0 ? { after } : {}),
    };
    const own = Object.keys(facts).length > 0 ? facts : null;
    story.push({
      at: entry.createdAt,
      sentence: entry.reason === null ? sentence : `${sentence} Reason given: ${entry.reason}`,
      actor: names.get(entry.actorId) ?? entry.actorKind,
      tone,
      evidence: call && entry.event !== 'fulfilment.started' ? callEvidence(call) : own,
    });
  }
  for (const event of sources.payments.flatMap((payment) => payment.events)) {
    story.push({
      at: event.createdAt,
      sentence: 'The payment provider sent a notification; we asked it for the payment itself.',
      actor: 'provider',
      tone: 'neutral',
      evidence: {
        provider: event.provider,
        event: event.externalId,
        body: event.rawBody,
        handledAt: event.processedAt?.toISOString() ?? null,
      },
    });
  }
  for (const mail of sources.mails) {
    story.push({
      at: mail.createdAt,
      sentence: `Mail “${mail.subject}” was written (${mail.status}).`,
      actor: 'system',
      tone: 'neutral',
      evidence: null,
    });
  }
  return story.toSorted((left, right) => left.at.getTime() - right.at.getTime());
}

function isFacts(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
