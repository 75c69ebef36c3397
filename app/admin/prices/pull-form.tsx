'use client';

import type { ReactNode } from 'react';
import { useForm } from '../../use-form.ts';
import { Button } from '#components/ui/button.tsx';
import { pullAction } from './actions.ts';

export function PullForm({ account, name }: { account: string; name: string }): ReactNode {
  const { state, pending, props } = useForm(pullAction);
  return (
    <form {...props} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="account" value={account} />
      <Button type="submit" aria-disabled={pending} aria-label={`Pull the price list of ${name} now`}>
        {pending ? 'Pulling …' : 'Pull now'}
      </Button>
      <span role="status" className={`text-small ${state.status === 'error' ? 'text-danger' : 'text-muted'}`}>
        {state.message}
      </span>
    </form>
  );
}
