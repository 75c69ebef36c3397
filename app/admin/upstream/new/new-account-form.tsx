'use client';

import type { ReactNode } from 'react';
import { useForm } from '../../../use-form.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { createAccountAction } from '../actions.ts';
import type { SettingsDraft } from '../settings-fields.tsx';
import { CurrencyFields, PasswordField, SettingsFields } from '../settings-fields.tsx';

/** Adds an account; the connection is checked at once. */
export function NewAccountForm({ draft, storeCurrency }: { draft: SettingsDraft; storeCurrency: string }): ReactNode {
  const { state, pending, props } = useForm(createAccountAction);
  return (
    <form {...props} className="grid max-w-2xl gap-4">
      {state.status === 'error' ? (
        <Alert tone="danger" live>
          {state.message}
        </Alert>
      ) : null}
      <SettingsFields state={state} draft={draft} currency={null} fixedLogin={false} />
      <PasswordField state={state} label="Password at the supplier" />
      <CurrencyFields state={state} currency={storeCurrency} rate="" storeCurrency={storeCurrency} />
      <Button type="submit" look="primary" aria-disabled={pending} className="justify-self-start">
        {pending ? 'Adding and checking …' : 'Add the account and check it'}
      </Button>
    </form>
  );
}
