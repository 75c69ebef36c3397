'use client';

import type { ReactNode } from 'react';
import { useForm } from '../../../use-form.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { settleAction } from './actions.ts';

const CHOICES = [
  { choice: 'decline', label: 'Decline', says: 'The card is refused; you go back to the shop.' },
  { choice: 'delay_5', label: 'Succeed after 5 seconds', says: 'You go back at once, the money follows.' },
  { choice: 'delay_30', label: 'Succeed after 30 seconds', says: 'You go back at once, the money follows.' },
  { choice: 'notify_twice', label: 'Succeed and notify twice', says: 'The shop is told two times of one payment.' },
  { choice: 'notify_never', label: 'Succeed and never notify', says: 'The shop has to find out by asking.' },
  { choice: 'close_tab', label: 'Succeed, do not return', says: 'Pays and stays here, as if you had closed the tab.' },
] as const;

export function Choices({ charge, amount }: { charge: string; amount: string }): ReactNode {
  const { state, pending, props } = useForm(settleAction);
  return (
    <form {...props} className="grid gap-4">
      {state.status === 'error' ? (
        <Alert tone="danger" live>
          {state.message}
        </Alert>
      ) : null}
      <input type="hidden" name="charge" value={charge} />
      <Button type="submit" name="choice" value="succeed" look="primary" size="large" aria-disabled={pending}>
        Succeed: pay {amount}
      </Button>
      <ul className="grid gap-2">
        {CHOICES.map(({ choice, label, says }) => (
          <li key={choice} className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[14rem_1fr]">
            <Button
              type="submit"
              name="choice"
              value={choice}
              aria-disabled={pending}
              aria-describedby={`${choice}-says`}
            >
              {label}
            </Button>
            <span id={`${choice}-says`} className="text-small text-muted">
              {says}
            </span>
          </li>
        ))}
      </ul>
    </form>
  );
}
