'use client';

import type { ReactNode } from 'react';
import { useId } from 'react';
import { useForm } from '../../../use-form.ts';
import { LinkButton } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import type { ServiceAction } from '#lib/domain/service-change.ts';
import { actOnService } from './actions.ts';
import type { EditedService } from './edit-form.tsx';
import { EditForm } from './edit-form.tsx';
import type { Form } from './form-parts.tsx';
import { answerOf, faultsOf, Refused, Send, Unsafe, Words } from './form-parts.tsx';

const SWITCHES = {
  suspend: {
    label: 'Suspend',
    title: 'Suspend it at the supplier',
    words: 'The customer’s licence stops working until it is resumed. Its period goes on.',
  },
  resume: {
    label: 'Resume',
    title: 'Resume it at the supplier',
    words: 'The licence works again. One whose period is over has to be renewed instead.',
  },
} as const;

function Switch({ form, action, service }: { form: Form; action: 'suspend' | 'resume'; service: string }): ReactNode {
  const { label, title, words } = SWITCHES[action];
  return (
    <Dialog trigger={label} title={title} answer={answerOf(form)}>
      <form {...form.props} className="grid gap-4">
        <Refused form={form} deed={action} />
        <p>{words}</p>
        <input type="hidden" name="deed" value={action} />
        <input type="hidden" name="service" value={service} />
        <Words name="note" label="Reason, if there is one to tell" />
        <Send form={form}>{label}</Send>
      </form>
    </Dialog>
  );
}

function Delete({ form, service, upstreamId }: { form: Form; service: string; upstreamId: string }): ReactNode {
  const id = useId();
  return (
    <Dialog trigger="Delete" look="danger" title="Delete it at the supplier" answer={answerOf(form)}>
      <form {...form.props} className="grid gap-4">
        <Refused form={form} deed="delete" />
        <p>
          The customer loses it for good. Whether the supplier gives money back is not told; nothing is given back to
          the customer by this.
        </p>
        <input type="hidden" name="deed" value="delete" />
        <input type="hidden" name="service" value={service} />
        <Field
          id={id}
          name="typed"
          label={`Type ${upstreamId} to confirm`}
          hint="It is the service’s id at the supplier."
          inputMode="numeric"
          autoComplete="off"
          maxLength={64}
          className="min-h-9 font-mono"
          required
          error={faultsOf(form, 'delete')['typed']}
        />
        <Words name="note" label="Reason, if there is one to tell" />
        <Send form={form} look="danger">
          Delete service {upstreamId}
        </Send>
      </form>
    </Dialog>
  );
}

/** What staff may ask for: what can be done now can be pressed, the rest says why not. */
export function ServiceActions({
  service,
  renewHref,
  hasSwitch,
  unsafe,
}: {
  service: EditedService & { readonly upstreamId: string };
  renewHref: string;
  /** Whether the supplier suspends and resumes this kind at all. */
  hasSwitch: boolean;
  unsafe: Readonly<Record<ServiceAction, string | null>>;
}): ReactNode {
  const form = useForm(actOnService);
  const show = (action: ServiceAction, label: string, shown: ReactNode): ReactNode =>
    unsafe[action] === null ? shown : <Unsafe label={label} reason={unsafe[action]} />;
  return (
    <section aria-label="Actions" className="flex flex-wrap items-start gap-4">
      {show('renew', 'Renew', <LinkButton href={renewHref}>Renew</LinkButton>)}
      {show('edit', 'Change', <EditForm form={form} service={service} />)}
      {hasSwitch ? show('suspend', 'Suspend', <Switch form={form} action="suspend" service={service.id} />) : null}
      {hasSwitch ? show('resume', 'Resume', <Switch form={form} action="resume" service={service.id} />) : null}
      {show('delete', 'Delete', <Delete form={form} service={service.id} upstreamId={service.upstreamId} />)}
      <p role="status" className="basis-full text-good">
        {form.state.status === 'done' ? form.state.message : ''}
      </p>
    </section>
  );
}
