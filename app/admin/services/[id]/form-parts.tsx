'use client';

import type { ReactNode } from 'react';
import { useId } from 'react';
import type { useForm } from '../../../use-form.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { TextArea } from '#components/ui/field.tsx';

/** The one form state of the page: its line of status speaks for whichever was done last. */
export type Form = ReturnType<typeof useForm>;

/** What the last answer says about the inputs of one deed, on one thing. */
export function faultsOf({ state }: Form, deed: string): Form['state']['fields'] {
  return state.values['deed'] === deed ? state.fields : {};
}

/** The answer that closes a dialog. */
export function answerOf({ state }: Form): object | null {
  return state.status === 'done' ? state : null;
}

/** Why what was asked for last was refused. */
export function Refused({ form: { state }, deed }: { form: Form; deed: string }): ReactNode {
  return state.status === 'error' && state.values['deed'] === deed ? (
    <Alert tone="danger" live>
      {state.message}
    </Alert>
  ) : null;
}

/** The action that cannot be taken now, with the reason. */
export function Unsafe({ label, reason }: { label: string; reason: string }): ReactNode {
  const id = useId();
  return (
    <span className="grid content-start gap-1 justify-items-start">
      <Button type="button" disabled aria-describedby={id}>
        {label}
      </Button>
      <span id={id} className="max-w-48 text-small text-muted">
        {reason}
      </span>
    </span>
  );
}

/** What staff write beside a deed; it goes to the record. */
export function Words({
  name,
  label,
  required = false,
  error,
}: {
  name: 'note' | 'reason';
  label: string;
  required?: boolean;
  error?: string | undefined;
}): ReactNode {
  const id = useId();
  return <TextArea id={id} name={name} label={label} rows={2} maxLength={1000} required={required} error={error} />;
}

/** The button that sends a form. */
export function Send({
  form: { pending },
  look = 'primary',
  children,
}: {
  form: Form;
  look?: 'primary' | 'danger';
  children: ReactNode;
}): ReactNode {
  return (
    <Button type="submit" look={look} aria-disabled={pending} className="justify-self-start">
      {pending ? 'One moment …' : children}
    </Button>
  );
}
