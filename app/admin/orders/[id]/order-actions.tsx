'use client';

import type { ReactNode } from 'react';
import { useId } from 'react';
import { useForm } from '../../../use-form.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, TextArea } from '#components/ui/field.tsx';
import type { Form, Reasons } from './action-parts.tsx';
import { answerOf, faultsOf, Refused } from './action-parts.tsx';
import { actOnOrder } from './actions.ts';
import { AskProvider, Refund } from './money-actions.tsx';

/** The action that is not safe now, with the reason. */
function Unsafe({ label, reason }: { label: string; reason: string }): ReactNode {
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

function OrderAgain({ form, item, advisedAgainst }: { form: Form; item: string; advisedAgainst: boolean }): ReactNode {
  const { pending, props } = form;
  const fields = faultsOf(form, 'order_again');
  return (
    <span className="grid content-start gap-1 justify-items-start">
      <Dialog trigger="Order upstream" title="Order it at the supplier now" answer={answerOf(form)}>
        <form {...props} className="grid gap-4">
          <Refused form={form} deed="order_again" />
          <p>The supplier’s list is read first. It is ordered only when it is not there yet.</p>
          <input type="hidden" name="deed" value="order_again" />
          <input type="hidden" name="item" value={item} />
          <TextArea
            id="order-reason"
            name="reason"
            label={
              advisedAgainst ? 'Why order it although the check advised against it' : 'Reason, if there is one to tell'
            }
            rows={2}
            maxLength={1000}
            error={fields['reason']}
          />
          <Button type="submit" look="primary" aria-disabled={pending} className="justify-self-start">
            {pending ? 'One moment …' : 'Order upstream'}
          </Button>
        </form>
      </Dialog>
    </span>
  );
}

function CheckNow({ form, item }: { form: Form; item: string }): ReactNode {
  const { pending, props } = form;
  return (
    <form {...props} className="grid content-start gap-1 justify-items-start">
      <input type="hidden" name="deed" value="check_now" />
      <input type="hidden" name="item" value={item} />
      <Button type="submit" aria-disabled={pending}>
        {pending ? 'Asking …' : 'Ask the supplier again'}
      </Button>
      <Refused form={form} deed="check_now" />
    </form>
  );
}

function ResolveByHand({ form, item }: { form: Form; item: string }): ReactNode {
  const { pending, props } = form;
  const fields = faultsOf(form, 'resolve_by_hand');
  return (
    <span className="grid content-start gap-1 justify-items-start">
      <Dialog trigger="Settle by hand" title="Settle by hand" answer={answerOf(form)}>
        <form {...props} className="grid gap-4">
          <Refused form={form} deed="resolve_by_hand" />
          <p>Look into the supplier’s client area first. What you say here decides whether it is bought once more.</p>
          <input type="hidden" name="deed" value="resolve_by_hand" />
          <input type="hidden" name="item" value={item} />
          <fieldset
            className="grid gap-2"
            aria-describedby={fields['finding'] === undefined ? undefined : 'finding-error'}
          >
            <legend className="mb-1 font-medium">What did you find?</legend>
            <label className="flex items-center gap-2">
              <input type="radio" name="finding" value="bought" /> It was bought
            </label>
            <label className="flex items-center gap-2">
              <input type="radio" name="finding" value="not_bought" /> It was not bought
            </label>
            {fields['finding'] === undefined ? null : (
              <p id="finding-error" className="text-small text-danger">
                {fields['finding']}
              </p>
            )}
          </fieldset>
          <Field
            id="service-id"
            name="upstreamServiceId"
            label="Service id at the supplier"
            hint="Needed when it was bought; a number such as 334673."
            inputMode="numeric"
            maxLength={32}
            className="min-h-9 font-mono"
            error={fields['upstreamServiceId']}
          />
          <TextArea
            id="finding-reason"
            name="reason"
            label="How do you know?"
            rows={2}
            maxLength={1000}
            required
            error={fields['reason']}
          />
          <Button type="submit" look="primary" aria-disabled={pending} className="justify-self-start">
            {pending ? 'One moment …' : 'Settle by hand'}
          </Button>
        </form>
      </Dialog>
    </span>
  );
}

/** What staff may do to an order: what is safe can be pressed, the rest says why not. */
export function OrderActions({
  order,
  item,
  amount,
  active,
  advisedAgainst,
  isRefundAdvised,
  openPayment,
  unsafe,
}: {
  order: string;
  item: string;
  amount: string;
  active: boolean;
  advisedAgainst: boolean;
  isRefundAdvised: boolean;
  /** A payment that is not finished, to ask its provider about. */
  openPayment: string | null;
  unsafe: Reasons;
}): ReactNode {
  const form = useForm(actOnOrder);
  const refund =
    unsafe.refund === null ? (
      <Refund form={form} order={order} amount={amount} active={active} isAdvised={isRefundAdvised} />
    ) : (
      <Unsafe label="Refund in full" reason={unsafe.refund} />
    );
  return (
    <section aria-label="Actions" className="flex flex-wrap gap-4">
      {openPayment === null ? null : <AskProvider form={form} payment={openPayment} />}
      {isRefundAdvised ? refund : null}
      {unsafe.check_now === null ? (
        <CheckNow form={form} item={item} />
      ) : (
        <Unsafe label="Ask the supplier again" reason={unsafe.check_now} />
      )}
      {unsafe.order_again === null ? (
        <OrderAgain form={form} item={item} advisedAgainst={advisedAgainst} />
      ) : (
        <Unsafe label="Order upstream" reason={unsafe.order_again} />
      )}
      {unsafe.resolve_by_hand === null ? (
        <ResolveByHand form={form} item={item} />
      ) : (
        <Unsafe label="Settle by hand" reason={unsafe.resolve_by_hand} />
      )}
      {isRefundAdvised ? null : refund}
      <p role="status" className="basis-full text-good">
        {form.state.status === 'done' ? form.state.message : ''}
      </p>
    </section>
  );
}
