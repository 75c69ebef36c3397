'use client';

import type { ReactNode } from 'react';
import { useForm } from '../../../use-form.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import {
  changeAccountAction,
  checkAction,
  setCurrencyAction,
  setPasswordAction,
  switchAccountAction,
} from '../actions.ts';
import type { SettingsDraft } from '../settings-fields.tsx';
import { CurrencyFields, PasswordAgainField, PasswordField, SettingsFields } from '../settings-fields.tsx';

type Form = ReturnType<typeof useForm>;

/** What the last answer said; it is announced when it changes. */
function Answer({ form: { state } }: { form: Form }): ReactNode {
  return (
    <>
      {state.status === 'error' ? (
        <Alert tone="danger" live>
          {state.message}
        </Alert>
      ) : null}
      <p role="status" className="text-good empty:hidden">
        {state.status === 'done' ? state.message : ''}
      </p>
    </>
  );
}

/** Asks the supplier now, by reads alone. */
export function CheckForm({ account }: { account: string }): ReactNode {
  const form = useForm(checkAction);
  return (
    <form {...form.props} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="account" value={account} />
      <Button type="submit" aria-disabled={form.pending}>
        {form.pending ? 'Checking …' : 'Check the connection now'}
      </Button>
      <Answer form={form} />
    </form>
  );
}

/** Everything about the account but its currency; the password only where address or login change. */
export function SettingsForm({
  account,
  draft,
  currency,
  fixedLogin,
}: {
  account: string;
  draft: SettingsDraft;
  currency: string;
  fixedLogin: boolean;
}): ReactNode {
  const form = useForm(changeAccountAction);
  return (
    <form {...form.props} aria-label="Settings of the account" className="grid gap-4">
      <input type="hidden" name="account" value={account} />
      <SettingsFields state={form.state} draft={draft} currency={currency} fixedLogin={fixedLogin}>
        {fixedLogin ? null : <PasswordAgainField state={form.state} />}
      </SettingsFields>
      <Answer form={form} />
      <Button type="submit" look="primary" aria-disabled={form.pending} className="justify-self-start">
        {form.pending ? 'Saving …' : 'Save the settings'}
      </Button>
    </form>
  );
}

/** Another password; the stored one is never shown. */
export function PasswordForm({ account }: { account: string }): ReactNode {
  const form = useForm(setPasswordAction);
  return (
    <form {...form.props} aria-label="Password of the account" className="grid gap-4">
      <input type="hidden" name="account" value={account} />
      <PasswordField state={form.state} label="New password at the supplier" />
      <Answer form={form} />
      <Button type="submit" aria-disabled={form.pending} className="justify-self-start">
        {form.pending ? 'Storing …' : 'Store the password'}
      </Button>
    </form>
  );
}

/** Currency and exchange rate. */
export function CurrencyForm({
  account,
  currency,
  rate,
  storeCurrency,
}: {
  account: string;
  currency: string;
  rate: string;
  storeCurrency: string;
}): ReactNode {
  const form = useForm(setCurrencyAction);
  return (
    <form {...form.props} aria-label="Currency of the account" className="grid gap-4">
      <input type="hidden" name="account" value={account} />
      <CurrencyFields state={form.state} currency={currency} rate={rate} storeCurrency={storeCurrency} />
      <Answer form={form} />
      <Button type="submit" aria-disabled={form.pending} className="justify-self-start">
        {form.pending ? 'Saving …' : 'Save currency and rate'}
      </Button>
    </form>
  );
}

/** Takes the account out of use, or back into it. */
export function SwitchForm({ account, enabled }: { account: string; enabled: boolean }): ReactNode {
  const form = useForm(switchAccountAction);
  return (
    <form {...form.props} className="grid gap-3">
      <input type="hidden" name="account" value={account} />
      <input type="hidden" name="to" value={enabled ? 'off' : 'on'} />
      <Answer form={form} />
      <Button type="submit" aria-disabled={form.pending} className="justify-self-start">
        {form.pending ? 'One moment …' : enabled ? 'Switch the account off' : 'Switch the account on'}
      </Button>
    </form>
  );
}
