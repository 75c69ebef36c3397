import { DIFFERENCE_WORDS } from '#lib/reconciliation/difference-kinds.ts';
import type { TimelineEntry } from './entry.ts';
import { plainEntry } from './entry.ts';
import type { Story } from './load-story.ts';

/** What reconciliation found about an order's service, and what no longer is so. What staff did about it, the audit tells. */
export function differenceEntries({ differences, staff }: Story): readonly TimelineEntry[] {
  return differences.flatMap((difference) => {
    const { kind, facts, createdAt, lastSeenAt, settledAt, settledBy } = difference;
    const { title, means } = DIFFERENCE_WORDS[kind];
    const found = plainEntry({
      at: createdAt,
      kind: 'difference',
      sentence: `Reconciliation found a difference: ${title}. ${means}`,
      actor: 'reconciliation',
      tone: 'attention',
      evidence: { kind, facts, lastSeenAt: lastSeenAt.toISOString() },
    });
    if (settledAt === null || staff.some((user) => user.id === settledBy)) return [found];
    const sentence = `Reconciliation no longer finds the difference: ${title}.`;
    return [found, plainEntry({ at: settledAt, kind: 'difference', sentence, actor: 'reconciliation', tone: 'good' })];
  });
}
