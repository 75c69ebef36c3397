import { callEvidence } from '#lib/orders/entry.ts';
import type { Tone } from '#lib/orders/sentence.ts';
import { serviceSentence } from '#lib/orders/service-sentences.ts';
import type { AuditEntry, UpstreamCall } from '#prisma/generated/client.ts';

/** One line of a service's story. `evidence` is what stands behind it, secrets removed; null when the sentence says it all. */
export type StoryLine = {
  readonly at: Date;
  readonly sentence: string;
  readonly actor: string;
  readonly tone: Tone;
  readonly evidence: Readonly<Record<string, unknown>> | null;
};

type ToldChange = { readonly id: string; readonly calls: readonly UpstreamCall[] };

function isFacts(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The audit of a service as stories from old to new: one for each change, and what belongs to none. */
export function storiesOf(
  changes: readonly ToldChange[],
  audit: readonly AuditEntry[],
  staff: readonly { readonly id: string; readonly name: string }[],
): { readonly byChange: ReadonlyMap<string, readonly StoryLine[]>; readonly others: readonly StoryLine[] } {
  const calls = new Map(changes.flatMap((change) => change.calls).map((call) => [call.id, call]));
  const names = new Map(staff.map((user) => [user.id, user.name]));
  const byChange = new Map<string, StoryLine[]>(changes.map((change) => [change.id, []]));
  const others: StoryLine[] = [];
  for (const entry of audit) {
    const after = isFacts(entry.after) ? entry.after : {};
    const call = typeof after['call'] === 'string' ? calls.get(after['call']) : undefined;
    const { sentence, tone } = serviceSentence(entry.event, after) ?? { sentence: entry.event, tone: 'neutral' };
    const own = {
      ...(isFacts(entry.before) ? { before: entry.before } : {}),
      ...(Object.keys(after).length > 0 ? { after } : {}),
    };
    const line: StoryLine = {
      at: entry.createdAt,
      sentence: entry.reason === null ? sentence : `${sentence} Reason given: ${entry.reason}`,
      actor: names.get(entry.actorId) ?? (entry.actorKind === 'system' ? entry.actorId : entry.actorKind),
      tone,
      evidence:
        call && !entry.event.endsWith('started') ? callEvidence(call) : Object.keys(own).length > 0 ? own : null,
    };
    const changeId = typeof after['change'] === 'string' ? after['change'] : null;
    if (changeId === null) others.push(line);
    else byChange.get(changeId)?.push(line);
  }
  return { byChange, others };
}
