'use client';

import type { ReactNode } from 'react';
import { useForm } from '../../../use-form.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { ChangeDeed } from '#lib/services/safe-actions.ts';
import { actOnService } from './actions.ts';
import type { Form } from './form-parts.tsx';
import { answerOf, faultsOf, Refused, Send, Unsafe, Words } from './form-parts.tsx';

type Deed = { readonly form: Form; readonly change: string };

function Check({ form, change }: Deed): ReactNode {
  return (
    <form {...form.props} className="grid content-start gap-1 justify-items-start">
      <input type="hidden" name="deed" value="check" />
      <input type="hidden" name="change" value={change} />
      <Button type="submit" aria-disabled={form.pending}>
        {form.pending ? 'Asking …' : 'Ask the supplier again'}
      </Button>
      <Refused form={form} deed="check" />
    </form>
  );
}

function Retry({ form, change, price }: Deed & { price: string | null }): ReactNode {
  return (
    <Dialog trigger="Send again" title="Send it to the supplier now" answer={answerOf(form)}>
      <form {...form.props} className="grid gap-4">
        <Refused form={form} deed="retry" />
        <p>
          {price === null
            ? 'The service is read first. It is sent only when it was not done yet.'
            : `The supplier now asks ${price}. Should it ask more again, nothing is sent.`}
        </p>
        <input type="hidden" name="deed" value="retry" />
        <input type="hidden" name="change" value={change} />
        <Words name="reason" label="Why send it again?" required error={faultsOf(form, 'retry')['reason']} />
        <Send form={form}>{price === null ? 'Send again' : `Renew for ${price}`}</Send>
      </form>
    </Dialog>
  );
}

function Settle({ form, change }: Deed): ReactNode {
  const faults = faultsOf(form, 'settle');
  return (
    <Dialog trigger="Settle by hand" title="Settle by hand" answer={answerOf(form)}>
      <form {...form.props} className="grid gap-4">
        <Refused form={form} deed="settle" />
        <p>Look into the supplier’s client area first. What you say here decides whether it may be done once more.</p>
        <input type="hidden" name="deed" value="settle" />
        <input type="hidden" name="change" value={change} />
        <fieldset className="grid gap-2" aria-describedby={faults['finding'] === undefined ? undefined : 'found-error'}>
          <legend className="mb-1 font-medium">What did you find?</legend>
          <label className="flex items-center gap-2">
            <input type="radio" name="finding" value="done" /> It was done
          </label>
          <label className="flex items-center gap-2">
            <input type="radio" name="finding" value="not_done" /> It was not done
          </label>
          {faults['finding'] === undefined ? null : (
            <p id="found-error" className="text-small text-danger">
              {faults['finding']}
            </p>
          )}
        </fieldset>
        <Words name="reason" label="How do you know?" required error={faults['reason']} />
        <Send form={form}>Settle by hand</Send>
      </form>
    </Dialog>
  );
}

function Cancel({ form, change }: Deed): ReactNode {
  return (
    <Dialog trigger="Give up" title="Give it up" answer={answerOf(form)}>
      <form {...form.props} className="grid gap-4">
        <Refused form={form} deed="cancel" />
        <p>Nothing of it was done at the supplier, and nothing will be. It can be asked for again.</p>
        <input type="hidden" name="deed" value="cancel" />
        <input type="hidden" name="change" value={change} />
        <Words name="reason" label="Reason, if there is one to tell" />
        <Send form={form}>Give up</Send>
      </form>
    </Dialog>
  );
}

/** What staff may do to a change that waits: what is safe can be pressed, the rest says why not. */
export function ChangeActions({
  change,
  price,
  unsafe,
}: {
  change: string;
  /** What the supplier asks now, where it became dearer. */
  price: string | null;
  unsafe: Readonly<Record<ChangeDeed, string | null>>;
}): ReactNode {
  const form = useForm(actOnService);
  const show = (deed: ChangeDeed, label: string, shown: ReactNode): ReactNode =>
    unsafe[deed] === null ? shown : <Unsafe label={label} reason={unsafe[deed]} />;
  return (
    <div className="flex flex-wrap items-start gap-4">
      {show('check', 'Ask the supplier again', <Check form={form} change={change} />)}
      {show('retry', 'Send again', <Retry form={form} change={change} price={price} />)}
      {show('settle', 'Settle by hand', <Settle form={form} change={change} />)}
      {show('cancel', 'Give up', <Cancel form={form} change={change} />)}
      <p role="status" className="basis-full text-good">
        {form.state.status === 'done' ? form.state.message : ''}
      </p>
    </div>
  );
}
