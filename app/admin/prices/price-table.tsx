'use client';

import type { ReactNode } from 'react';
import { Fragment, useCallback, useMemo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Table, Td, Th } from '#components/ui/table.tsx';
import type { MarkupRule } from '#lib/domain/price.ts';
import type { PriceDeskRow } from '#lib/pricing/queries.ts';
import type { RuleDraft } from './draft.ts';
import { fixedText, livePrice, percentText, ruleOf } from './draft.ts';
import { AddonCells, PriceCells } from './price-row.tsx';
import { RuleEditor } from './rule-editor.tsx';
import { VisibilityForm } from './visibility-form.tsx';
import { KINDS, ONE_OF, ruleText } from './words.ts';

type Props = { rows: readonly PriceDeskRow[]; rules: readonly MarkupRule[]; currency: string; mayEdit: boolean };

const COLUMNS = 9;
const START = { percentBps: 2000, fixed: 0n, rounding: 'minor' } as const;

function draftOf(scopeKey: string, from: Pick<MarkupRule, 'percentBps' | 'fixed' | 'rounding'>): RuleDraft {
  return { scopeKey, percent: percentText(from.percentBps), fixed: fixedText(from.fixed), rounding: from.rounding };
}

function byProduct(rows: readonly PriceDeskRow[]): readonly (readonly [PriceDeskRow, readonly PriceDeskRow[]])[] {
  const groups = Map.groupBy(rows, (row) => row.productId);
  return [...groups.values()].flatMap((group) => (group[0] ? [[group[0], group] as const] : []));
}

/** Every add-on of a period has a line of its own. */
function linesOf(group: readonly PriceDeskRow[]): number {
  return group.reduce((lines, row) => lines + 1 + row.addons.length, 0);
}

/** The rule that a product's editor changes: its own, or the tariff's where that one wins. */
function ownKey(row: PriceDeskRow): string {
  return row.rule?.scope === 'item' ? row.rule.scopeKey : `product:${row.productId}`;
}

/** The prices with their rules. Typing a rule shows at once what it makes of every row that it wins. */
export function PriceTable({ rows, rules, currency, mayEdit }: Props): ReactNode {
  const [draft, setDraft] = useState<RuleDraft | null>(null);
  const close = useCallback(() => setDraft(null), []);
  const stored = useMemo(() => new Map(rules.map((rule) => [rule.scopeKey, rule])), [rules]);
  const live = useMemo(() => {
    const typed = draft === null ? null : ruleOf(draft);
    return typed === null ? stored : new Map([...stored, [typed.scopeKey, typed]]);
  }, [draft, stored]);
  const editor = (scopeKey: string, subject: string): ReactNode =>
    draft?.scopeKey === scopeKey ? (
      <RuleEditor
        draft={draft}
        currency={currency}
        subject={subject}
        removable={scopeKey !== 'default' && stored.has(scopeKey)}
        onChange={setDraft}
        onDone={close}
      />
    ) : null;
  const kinds = [...new Set(rows.map((row) => row.kind))];
  const wide = [
    { scopeKey: 'default', subject: 'everything' },
    ...kinds.map((kind) => ({ scopeKey: `kind:${kind}`, subject: `all ${KINDS[kind]}` })),
  ];
  return (
    <div className="grid gap-6">
      <section aria-labelledby="wide-rules" className="grid gap-2">
        <h2 id="wide-rules" className="font-medium">
          Rules for many products
        </h2>
        <ul className="rounded-box border border-line bg-surface">
          {wide.map(({ scopeKey, subject }) => {
            const rule = stored.get(scopeKey);
            return (
              <li key={scopeKey} className="grid gap-1 border-b border-line px-3 py-2 last:border-b-0">
                <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
                  <span className="min-w-28 sm:min-w-40">{subject.slice(0, 1).toUpperCase() + subject.slice(1)}</span>
                  <span className="flex-1 whitespace-nowrap text-muted tabular-nums">
                    {rule ? ruleText(rule, currency) : 'no rule of its own'}
                  </span>
                  {mayEdit ? (
                    <Button
                      type="button"
                      look="quiet"
                      aria-label={`Edit the markup of ${subject}`}
                      aria-expanded={draft?.scopeKey === scopeKey}
                      onClick={() => setDraft(draftOf(scopeKey, rule ?? stored.get('default') ?? START))}
                    >
                      Edit
                    </Button>
                  ) : null}
                </div>
                {editor(scopeKey, subject)}
              </li>
            );
          })}
        </ul>
      </section>
      <Table caption="Prices by product and period">
        <thead>
          <tr>
            <Th>Product</Th>
            <Th>Period</Th>
            <Th figure>Cost</Th>
            <Th>Markup</Th>
            <Th figure>Retail</Th>
            <Th figure>Margin</Th>
            <Th figure>%</Th>
            <Th>Rule</Th>
            <Th>State</Th>
          </tr>
        </thead>
        <tbody>
          {byProduct(rows).map(([first, group]) => {
            const key = ownKey(first);
            return (
              <Fragment key={first.productId}>
                {group.map((row, index) => (
                  <Fragment key={row.period}>
                    <tr className={row.hidden ? 'text-muted' : ''}>
                      {index === 0 ? (
                        <Td rowSpan={linesOf(group)} className="min-w-44">
                          <span className="font-medium">{row.name}</span>
                          <span className="block text-small text-muted">{ONE_OF[row.kind]}</span>
                          {mayEdit ? (
                            <span className="-ml-3 flex">
                              <Button
                                type="button"
                                look="quiet"
                                aria-label={`Edit the markup of ${row.name}`}
                                aria-expanded={draft?.scopeKey === key}
                                onClick={() => setDraft(draftOf(key, row.rule ?? START))}
                              >
                                Edit
                              </Button>
                              <VisibilityForm product={row.productId} name={row.name} hidden={row.hidden} />
                            </span>
                          ) : null}
                        </Td>
                      ) : null}
                      <PriceCells row={row} live={livePrice(row, live, currency)} currency={currency} />
                    </tr>
                    {row.addons.map((addon) => (
                      <tr key={addon.id} className={row.hidden ? 'text-muted' : ''}>
                        <AddonCells addon={addon} rule={livePrice(row, live, currency).rule} currency={currency} />
                      </tr>
                    ))}
                  </Fragment>
                ))}
                {draft?.scopeKey === key ? (
                  <tr>
                    <Td colSpan={COLUMNS} className="bg-sunken">
                      {editor(key, first.name)}
                    </Td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </Table>
    </div>
  );
}
