'use client';

import type { ReactNode } from 'react';
import { useId } from 'react';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, Select } from '#components/ui/field.tsx';
import type { Form } from './form-parts.tsx';
import { answerOf, faultsOf, Refused, Send, Words } from './form-parts.tsx';

/** A service as its form shows it; a field that is null is not the kind's. */
export type EditedService = {
  readonly id: string;
  readonly licence: string | null;
  readonly ip: string | null;
  readonly licname: string | null;
  readonly addons: readonly {
    readonly id: string;
    readonly name: string;
    readonly isFlag: boolean;
    readonly min: number;
    readonly max: number | null;
    readonly quantity: number;
  }[];
};

function Addon({ addon, error }: { addon: EditedService['addons'][number]; error: string | undefined }): ReactNode {
  const id = useId();
  const name = `addon_${addon.id}`;
  if (addon.isFlag) {
    return (
      <Select id={id} name={name} label={addon.name} defaultValue={addon.quantity} className="min-h-9" error={error}>
        <option value="0">no</option>
        <option value="1">yes</option>
      </Select>
    );
  }
  return (
    <Field
      id={id}
      name={name}
      label={addon.name}
      hint={addon.max === null ? `At least ${addon.min}.` : `${addon.min} to ${addon.max}.`}
      inputMode="numeric"
      defaultValue={addon.quantity}
      className="min-h-9 tabular-nums"
      error={error}
    />
  );
}

/** The dialog in which a service is bound to something else, renamed, resized, or its own renewal switched off. */
export function EditForm({ form, service }: { form: Form; service: EditedService }): ReactNode {
  const id = useId();
  const faults = faultsOf(form, 'edit');
  const fields = [
    ['licence', 'Licence', service.licence],
    ['ip', 'Server address', service.ip],
    ['licname', 'Name', service.licname],
  ] as const;
  return (
    <Dialog trigger="Change" title="Change it at the supplier" answer={answerOf(form)}>
      <form {...form.props} className="grid gap-4">
        <Refused form={form} deed="edit" />
        <input type="hidden" name="deed" value="edit" />
        <input type="hidden" name="service" value={service.id} />
        {fields.map(([name, label, value]) =>
          value === null ? null : (
            <Field
              key={name}
              id={`${id}-${name}`}
              name={name}
              label={label}
              defaultValue={value}
              maxLength={255}
              className="min-h-9 font-mono"
              error={faults[name]}
            />
          ),
        )}
        {service.addons.map((addon) => (
          <Addon key={addon.id} addon={addon} error={faults[`addon_${addon.id}`]} />
        ))}
        {service.addons.length === 0 ? null : (
          <p className="text-small text-muted">More of an add-on may be charged by the supplier at once.</p>
        )}
        <label className="flex items-center gap-2">
          <input type="checkbox" name="autoprolong" value="off" /> Switch the supplier’s own renewal off
        </label>
        <Words name="note" label="Reason, if there is one to tell" />
        <Send form={form}>Change at the supplier</Send>
      </form>
    </Dialog>
  );
}
