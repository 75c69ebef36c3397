'use client';

import type { ReactNode } from 'react';
import { useForm } from '../../use-form.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { signInAction } from './actions.ts';

export function SignInForm({ next }: { next: string }): ReactNode {
  const { state, pending, props } = useForm(signInAction);
  return (
    <form {...props} className="grid gap-4">
      {state.status === 'error' ? (
        <Alert tone="danger" live>
          {state.message}
        </Alert>
      ) : null}
      <input type="hidden" name="next" value={next} />
      <Field
        id="email"
        name="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        defaultValue={state.values['email']}
        error={state.fields['email']}
      />
      <Field
        id="password"
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        error={state.fields['password']}
      />
      <Button type="submit" look="primary" size="large" aria-disabled={pending}>
        {pending ? 'Signing in …' : 'Sign in'}
      </Button>
    </form>
  );
}
