'use client';

import type { ReactNode } from 'react';
import { useForm } from '../../../use-form.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { renewQuoteAction } from './actions.ts';

export function RenewForm({ quote, label }: { quote: string; label: string }): ReactNode {
  const { state, pending, props } = useForm(renewQuoteAction);
  return (
    <form {...props} className="grid justify-items-start gap-3">
      {state.status === 'error' ? (
        <Alert tone="attention" live>
          {state.message}
        </Alert>
      ) : null}
      <input type="hidden" name="quote" value={quote} />
      <Button type="submit" look="primary" size="large" aria-disabled={pending}>
        {pending ? 'One moment …' : label}
      </Button>
    </form>
  );
}
