'use client';

import type { ReactNode } from 'react';
import { useForm } from '../../../use-form.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { publishAction } from '../actions.ts';

export function PublishForm({ label }: { label: string }): ReactNode {
  const { state, pending, props } = useForm(publishAction);
  return (
    <form {...props} className="grid max-w-xl gap-3">
      {state.status === 'error' ? (
        <Alert tone="danger" live>
          {state.message}
        </Alert>
      ) : null}
      <Field
        id="note"
        name="note"
        label="Note for the record"
        hint="Optional. Says why, for whoever looks later."
        maxLength={500}
        defaultValue={state.values['note']}
        error={state.fields['note']}
      />
      <Button type="submit" look="primary" size="large" className="justify-self-start" aria-disabled={pending}>
        {pending ? 'Publishing …' : label}
      </Button>
    </form>
  );
}
