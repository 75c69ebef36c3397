import type { MarkupRule } from '#lib/domain/price.ts';
import type { Tx } from '#lib/platform/db.ts';

/** The markup rules of a store by scope key, as `winningMarkup` wants them. */
export async function loadRules(tx: Tx, storeId: string): Promise<ReadonlyMap<string, MarkupRule>> {
  const rules = await tx.markup.findMany({
    where: { storeId },
    select: { scope: true, scopeKey: true, percentBps: true, fixed: true, rounding: true },
  });
  return new Map(rules.map((rule) => [rule.scopeKey, rule]));
}
