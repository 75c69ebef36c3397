'use client';

import type { ReactNode } from 'react';
import type { useForm } from '../../use-form.ts';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { Disclosure } from '#components/ui/disclosure.tsx';
import { TextArea } from '#components/ui/field.tsx';
import type { SafeAction } from '#lib/reconciliation/difference-kinds.ts';
import type { DifferenceRow } from '#lib/reconciliation/list-differences.ts';

type Form = ReturnType<typeof useForm>;

const VERBS = {
  adopt: 'Give it to a customer',
  take_over: 'Take over theirs',
  switch_off: 'Switch it off',
  mark_gone: 'Mark as gone',
  ask_again: 'Ask again',
} as const satisfies Record<Exclude<SafeAction, 'accept'>, string>;

function SafeActionForm({ form, row, thing }: { form: Form; row: DifferenceRow; thing: string }): ReactNode {
  const { action } = row;
  if (action === 'accept') return null;
  if (action === 'adopt') {
    return (
      <LinkButton
        href={`/admin/upstream/${row.accountId}/adopt?q=${encodeURIComponent(row.upstreamServiceId)}`}
        aria-label={`${VERBS.adopt}: ${thing}`}
      >
        {VERBS.adopt}
      </LinkButton>
    );
  }
  const deed = action === 'ask_again' ? 'run' : action;
  return (
    <form {...form.props}>
      <input type="hidden" name="deed" value={deed} />
      <input type="hidden" name="id" value={row.id} />
      <input type="hidden" name="account" value={row.accountId} />
      <Button type="submit" aria-disabled={form.pending} aria-label={`${VERBS[action]}: ${thing}`}>
        {VERBS[action]}
      </Button>
    </form>
  );
}

/** The one safe action of a difference, and the way to leave it as it is. */
export function DifferenceActions({ form, row, thing }: { form: Form; row: DifferenceRow; thing: string }): ReactNode {
  const { state, pending, props } = form;
  const isMine = state.values['id'] === row.id;
  return (
    <div className="grid min-w-44 justify-items-start gap-1">
      <SafeActionForm form={form} row={row} thing={thing} />
      <Disclosure
        summary={
          <span className="text-small">
            Accept with a note<span className="sr-only">: {thing}</span>
          </span>
        }
      >
        <form {...props} className="grid gap-2">
          <input type="hidden" name="deed" value="accept" />
          <input type="hidden" name="id" value={row.id} />
          <TextArea
            id={`note-${row.id}`}
            name="note"
            label="Why it may stay"
            rows={2}
            maxLength={1000}
            required
            error={isMine ? state.fields['note'] : undefined}
          />
          <Button type="submit" aria-disabled={pending} className="justify-self-start">
            Accept
          </Button>
        </form>
      </Disclosure>
      {isMine && state.status === 'error' && state.fields['note'] === undefined ? (
        <p role="alert" className="text-small text-danger">
          {state.message}
        </p>
      ) : null}
    </div>
  );
}
