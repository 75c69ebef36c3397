'use client';

import type { ReactNode } from 'react';
import { useForm } from '../../../use-form.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { payAction } from './actions.ts';

/** Leads (back) to the payment page. A second press changes nothing. */
export function PayForm({ order, label }: { order: string; label: string }): ReactNode {
  const { state, pending, props } = useForm(payAction);
  return (
    <form {...props} className="grid justify-items-start gap-3 print:hidden">
      {state.status === 'error' ? (
        <Alert tone="attention" live>
          {state.message}
        </Alert>
      ) : null}
      <input type="hidden" name="order" value={order} />
      <Button type="submit" look="primary" size="large" aria-disabled={pending}>
        {pending ? 'One moment …' : label}
      </Button>
    </form>
  );
}
