'use client';

import type { ReactNode } from 'react';
import { useForm } from '../../../../use-form.ts';
import { Button } from '#components/ui/button.tsx';
import { adoptAction } from './actions.ts';

/** Asks for the account's lists to be read. */
export function ReadForm({ account, underWay }: { account: string; underWay: boolean }): ReactNode {
  const { state, pending, props } = useForm(adoptAction);
  return (
    <form {...props} className="flex flex-wrap items-center gap-2">
      <input type="hidden" name="deed" value="read" />
      <input type="hidden" name="account" value={account} />
      <span role="status" className={`text-small ${state.status === 'error' ? 'text-danger' : 'text-muted'}`}>
        {underWay || state.status === 'error' ? state.message : ''}
      </span>
      <Button type="submit" aria-disabled={pending || underWay}>
        {underWay ? 'Reading …' : 'Read the lists now'}
      </Button>
    </form>
  );
}
