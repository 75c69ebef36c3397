'use client';

import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { useForm } from '../../use-form.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import { ROUNDINGS } from '#lib/domain/price.ts';
import { removeRuleAction, setRuleAction } from './actions.ts';
import type { RuleDraft } from './draft.ts';
import { ROUNDING_WORDS } from './words.ts';

type Props = {
  draft: RuleDraft;
  currency: string;
  /** What the rule is for, for the form's name. */
  subject: string;
  /** The rule stands already and may be removed. */
  removable: boolean;
  onChange: (draft: RuleDraft) => void;
  onDone: () => void;
};

/** Edits one rule; the table around it follows each key. */
export function RuleEditor({ draft, currency, subject, removable, onChange, onDone }: Props): ReactNode {
  const { state, pending, props } = useForm(setRuleAction);
  // Not in a component of its own: that would be gone, with its answer, as soon as the rule is.
  const removal = useForm(removeRuleAction);
  const { fields } = state;
  // Whoever pressed Edit goes on typing here.
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => frame.current?.querySelector<HTMLElement>('#percent')?.focus(), []);
  useEffect(() => {
    if (state.status === 'done' || removal.state.status === 'done') onDone();
  }, [state, removal.state, onDone]);
  return (
    <div ref={frame} className="grid gap-2 py-1">
      <form {...props} aria-label={`Markup of ${subject}`} className="flex flex-wrap items-start gap-3">
        <input type="hidden" name="scopeKey" value={draft.scopeKey} />
        <div className={fields['percent'] === undefined ? 'w-28' : 'w-64'}>
          <Field
            id="percent"
            name="percent"
            label="Percent"
            inputMode="decimal"
            value={draft.percent}
            onChange={(event) => onChange({ ...draft, percent: event.target.value })}
            className="min-h-9 text-right tabular-nums"
            error={fields['percent']}
          />
        </div>
        <div className={fields['fixed'] === undefined ? 'w-32' : 'w-64'}>
          <Field
            id="fixed"
            name="fixed"
            label={`Plus ${currency}`}
            inputMode="decimal"
            value={draft.fixed}
            onChange={(event) => onChange({ ...draft, fixed: event.target.value })}
            className="min-h-9 text-right tabular-nums"
            error={fields['fixed']}
          />
        </div>
        <div className="w-40">
          <Select
            id="rounding"
            name="rounding"
            label="Round up"
            value={draft.rounding}
            onChange={(event) => onChange({ ...draft, rounding: event.target.value })}
            className="min-h-9"
            error={fields['rounding']}
          >
            {ROUNDINGS.map((rounding) => (
              <option key={rounding} value={rounding}>
                {ROUNDING_WORDS[rounding]}
              </option>
            ))}
          </Select>
        </div>
        <div className="flex gap-2 sm:pt-6.25">
          <Button type="submit" look="primary" aria-disabled={pending} className="min-h-9">
            {pending ? 'Saving …' : 'Save rule'}
          </Button>
          <Button type="button" onClick={onDone} className="min-h-9">
            Cancel
          </Button>
        </div>
      </form>
      {state.status === 'error' && Object.keys(fields).length === 0 ? (
        <p role="alert" className="text-small text-danger">
          {state.message}
        </p>
      ) : null}
      {removable ? (
        <form {...removal.props} className="-ml-3 flex items-center gap-2">
          <input type="hidden" name="scopeKey" value={draft.scopeKey} />
          <Button type="submit" look="quiet" aria-disabled={removal.pending}>
            {removal.pending ? 'Removing …' : 'Remove this rule'}
          </Button>
          {removal.state.status === 'error' ? (
            <span className="text-small text-danger">{removal.state.message}</span>
          ) : null}
        </form>
      ) : null}
    </div>
  );
}
