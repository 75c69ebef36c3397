'use client';

import type { ReactNode } from 'react';
import { useForm } from '../../use-form.ts';
import { Button } from '#components/ui/button.tsx';
import { setVisibilityAction } from './actions.ts';

export function VisibilityForm({
  product,
  name,
  hidden,
}: {
  product: string;
  name: string;
  hidden: boolean;
}): ReactNode {
  const { state, pending, props } = useForm(setVisibilityAction);
  return (
    <form {...props}>
      <input type="hidden" name="product" value={product} />
      <input type="hidden" name="hidden" value={hidden ? 'no' : 'yes'} />
      <Button type="submit" look="quiet" aria-disabled={pending} aria-label={hidden ? `Show ${name}` : `Hide ${name}`}>
        {hidden ? 'Show' : 'Hide'}
      </Button>
      {state.status === 'error' ? <span className="text-small text-danger">{state.message}</span> : null}
    </form>
  );
}
