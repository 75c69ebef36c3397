import type { TimelineEntry } from './entry.ts';
import { callEvidence, plainEntry } from './entry.ts';
import { differenceEntries } from './difference-entries.ts';
import type { Story } from './load-story.ts';
import { rankOf, sentenceFor } from './sentences.ts';

function auditEntries({ audit, item, staff }: Story): readonly TimelineEntry[] {
  const changes = item.service?.changes ?? [];
  const calls = new Map([...item.calls, ...changes.flatMap((change) => change.calls)].map((call) => [call.id, call]));
  const names = new Map(staff.map((user) => [user.id, user.name]));
  return audit.map((entry) => {
    const after = isFacts(entry.after) ? entry.after : {};
    const call = typeof after['call'] === 'string' ? calls.get(after['call']) : undefined;
    const { sentence, tone } = sentenceFor(entry.event, after, call?.func === 'basket');
    const facts = {
      ...(isFacts(entry.before) ? { before: entry.before } : {}),
      ...(Object.keys(after).length > 0 ? { after } : {}),
    };
    const own = Object.keys(facts).length > 0 ? facts : null;
    return {
      at: entry.createdAt,
      kind: 'audit',
      event: entry.event,
      after,
      call: call ?? null,
      sentence: entry.reason === null ? sentence : `${sentence} Reason given: ${entry.reason}`,
      actor: names.get(entry.actorId) ?? (entry.actorKind === 'system' ? entry.actorId : entry.actorKind),
      tone,
      evidence: call && !entry.event.endsWith('started') ? callEvidence(call) : own,
    };
  });
}

function notifications({ order }: Story): readonly TimelineEntry[] {
  return order.payments
    .flatMap((payment) => payment.events)
    .map((event) =>
      plainEntry({
        at: event.createdAt,
        kind: 'notification',
        sentence: 'The payment provider sent a notification; we asked it for the payment itself.',
        actor: 'provider',
        tone: 'neutral',
        evidence: {
          provider: event.provider,
          event: event.externalId,
          body: event.rawBody,
          handledAt: event.processedAt?.toISOString() ?? null,
        },
      }),
    );
}

/** The whole story of an order in sentences, oldest first: click, audit, notifications, upstream calls, mails, and what became of its service. */
export function timelineOf(story: Story): readonly TimelineEntry[] {
  const entries = [
    plainEntry({
      at: story.order.quote.createdAt,
      kind: 'quote',
      sentence: 'The customer pressed Buy and got a quote.',
      actor: 'customer',
      tone: 'neutral',
      evidence: {
        priceListVersion: story.order.quote.list.version,
        expiresAt: story.order.quote.expiresAt.toISOString(),
      },
    }),
    ...auditEntries(story),
    ...notifications(story),
    ...story.order.mails.map((mail) =>
      plainEntry({
        at: mail.createdAt,
        kind: 'mail',
        sentence: `Mail “${mail.subject}” was written (${mail.status}).`,
        actor: 'system',
        tone: 'neutral',
        evidence: mail.error === null ? null : { error: mail.error },
      }),
    ),
    ...differenceEntries(story),
  ];
  return entries.toSorted(
    (left, right) => left.at.getTime() - right.at.getTime() || rankOf(left.event) - rankOf(right.event),
  );
}

function isFacts(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
