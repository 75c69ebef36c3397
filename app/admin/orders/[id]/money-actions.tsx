'use client';

import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextArea } from '#components/ui/field.tsx';
import type { Form } from './action-parts.tsx';
import { answerOf, faultsOf, Refused } from './action-parts.tsx';

/** Gives the whole payment back after one confirmation; it stands out where nothing else is left to do. */
export function Refund({
  form,
  order,
  amount,
  active,
  isAdvised,
}: {
  form: Form;
  order: string;
  amount: string;
  active: boolean;
  isAdvised: boolean;
}): ReactNode {
  const { pending, props } = form;
  const fields = faultsOf(form, 'refund');
  return (
    <span className="grid content-start gap-1 justify-items-start">
      <Dialog
        trigger={isAdvised ? `Refund ${amount}` : 'Refund in full'}
        look={isAdvised ? 'danger' : 'secondary'}
        title={`Give ${amount} back`}
        answer={answerOf(form)}
      >
        <form {...props} className="grid gap-4">
          <Refused form={form} deed="refund" />
          <p>
            {active
              ? `The customer gets ${amount} back. The service stays active at the supplier until its period ends, and its cost stays yours.`
              : `The customer gets ${amount} back, and nothing is ordered any more.`}{' '}
            This cannot be undone.
          </p>
          <input type="hidden" name="deed" value="refund" />
          <input type="hidden" name="order" value={order} />
          <TextArea
            id="refund-reason"
            name="reason"
            label="Reason, if there is one to add"
            rows={2}
            maxLength={1000}
            error={fields['reason']}
          />
          <Button type="submit" look="danger" aria-disabled={pending} className="justify-self-start">
            {pending ? 'One moment …' : `Refund ${amount}`}
          </Button>
        </form>
      </Dialog>
    </span>
  );
}

/** A payment that does not fit its order, or is not finished: its provider can be asked about it at any time. */
export function AskProvider({ form, payment }: { form: Form; payment: string }): ReactNode {
  const { pending, props } = form;
  return (
    <form {...props} className="grid content-start gap-1 justify-items-start">
      <input type="hidden" name="deed" value="ask_provider" />
      <input type="hidden" name="payment" value={payment} />
      <Button type="submit" aria-disabled={pending}>
        {pending ? 'Asking …' : 'Ask the provider again'}
      </Button>
      <Refused form={form} deed="ask_provider" />
    </form>
  );
}
